import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.json.Json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The same work by com.dashjoin:jsonata: JavaRival EXPRESSION INPUT OUTPUT ROUNDS. One document a line; writes one result a
 * line, prints the seconds of the best round (parse, evaluate, print) and the milliseconds of compiling the expression.
 */
public class JavaRival {
    public static void main(String[] args) throws Exception {
        String source = Files.readString(Path.of(args[0]));
        List<String> inputs = Files.readAllLines(Path.of(args[1]));
        double best = Double.MAX_VALUE;
        StringBuilder out = new StringBuilder();
        for (int round = 0; round < Integer.parseInt(args[3]); ++round) {
            Jsonata expression = Jsonata.jsonata(source);
            long start = System.nanoTime();
            out.setLength(0);
            for (String input : inputs) out.append(Functions.string(expression.evaluate(Json.parseJson(input)), false)).append('\n');
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        Files.writeString(Path.of(args[2]), out);
        double compile = Double.MAX_VALUE;
        for (int i = 0; i < 200; ++i) {
            long start = System.nanoTime();
            Jsonata.jsonata(source);
            compile = Math.min(compile, (System.nanoTime() - start) / 1e6);
        }
        System.out.println("{\"seconds\": " + best + ", \"compile\": " + compile + "}");
    }
}
