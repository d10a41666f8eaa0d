import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What Avro's own library says of each pair of schemas; fails where the file says otherwise. */
public class Referee {
    public static void main(String[] arguments) throws Exception {
        int agreed = 0, differ = 0;
        for (JsonNode pair : new ObjectMapper().readTree(new File(arguments[0]))) {
            boolean compatible = isCompatible(parse(pair.get("reader")), parse(pair.get("writer")));
            if (compatible == pair.path("compatible").asBoolean(!compatible)) {
                ++agreed;
            } else {
                ++differ;
                System.out.println(pair.get("name").asText() + ": Avro says " + compatible);
            }
        }
        System.out.println(agreed + " passed, " + differ + " failed");
        System.exit(differ == 0 && agreed > 0 ? 0 : 1);
    }

    private static Schema parse(JsonNode schema) {
        return new Schema.Parser().parse(schema.toString());
    }

    private static boolean isCompatible(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType() == SchemaCompatibilityType.COMPATIBLE;
    }
}
