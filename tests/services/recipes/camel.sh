# Apache Camel CLI 4.17.0 running a folder of routes with reload, consoles, health and a management port, all on loopback.
# Ready in 3-6 s, 250-330 MB. The folder holds routes/ (watched) and maps/; {{patchbay.maps}} is the path of maps/.
# Settings: directory=DIR (default: the instance's own folder), port=N (management), any other key=value is a property of
# the routes ("kafka.brokers=127.0.0.1:9092"). Address: management, http, directory, cli, and those properties.
camel_version=4.17.0

recipe_install() {
    need java openjdk-17-jdk-headless; need javac openjdk-17-jdk-headless; need mvn maven
    rm -rf "$install_dir/lib" "$install_dir/classes"
    mkdir -p "$install_dir/classes" "$install_dir/home" "$install_dir/warm"
    cat >"$install_dir/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>patchbay</groupId><artifactId>camel-cli</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.camel</groupId><artifactId>camel-jbang-core</artifactId><version>$camel_version</version></dependency></dependencies></project>
POM
    maven_copy "$install_dir/pom.xml" "$install_dir/lib"
    # It serves `camel ps` and the like through files, and with Kafka routes its thread takes half a core even when idle.
    rm "$install_dir/lib/camel-cli-connector-$camel_version.jar"
    cat >"$install_dir/CamelCli.java" <<'JAVA'
public class CamelCli {
    public static void main(String[] arguments) {
        org.apache.camel.dsl.jbang.core.commands.CamelJBangMain.run(arguments);
    }
}
JAVA
    javac -cp "$install_dir/lib/*" -d "$install_dir/classes" "$install_dir/CamelCli.java"
    camel_script >"$install_dir/camel"; chmod +x "$install_dir/camel"
    camel_warm
}

camel_script() {
    cat <<SCRIPT
#!/usr/bin/env bash
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.home="\${CAMEL_HOME_FOLDER:-$install_dir/home}" -Dmaven.repo.local="$(maven_repository)" \\
    -cp "$install_dir/classes:$install_dir/lib/*" CamelCli "\$@"
SCRIPT
}

# Camel fetches a component when a route first names it: one short run with all that the demo and the tests use.
camel_warm() {
    cat >"$install_dir/warm/warm.camel.yaml" <<'YAML'
- route:
    id: warm
    autoStartup: false
    from:
      uri: kafka:warm
      parameters: { brokers: "127.0.0.1:9" }
      steps:
        - to: jsonata:file:warm.jsonata
        - unmarshal: { json: {} }
        - to: http:127.0.0.1:9
        - to: seda:warm
        - to: mock:warm
        - to: log:warm
        - to: direct:warm
- route:
    id: warmDirect
    from:
      uri: direct:warm
      steps:
        - log: warm
YAML
    (cd "$install_dir/warm" && echo '$' >warm.jsonata && "$install_dir/camel" run --max-seconds=1 --port=0 --console --observe \
        --management-port="$(port_of management)" warm.camel.yaml >"$install_dir/warm.log" 2>&1) || true
}

camel_properties() {  # the names of the settings that are the routes' own
    local key
    for key in "${!setting[@]}"; do [[ $key == directory || $key == port ]] || echo "$key"; done | sort
}

recipe_start() {
    local directory=${setting[directory]:-$run_dir/folder} http management key
    mkdir -p "$directory/routes" "$directory/maps" "$run_dir/home"
    directory=$(cd "$directory" && pwd)
    [ -n "${setting[port]:-}" ] && echo "${setting[port]}" >"$run_dir/port.management"
    http=$(port_of http); management=$(port_of management)
    echo "$directory" >"$run_dir/directory"
    local properties=(--prop=patchbay.maps="$directory/maps")
    for key in $(camel_properties); do properties+=(--prop="$key=${setting[$key]}"); done
    # camel run scans its source folder at start and fails when it has nothing in it.
    [ -n "$(ls -A "$directory/routes")" ] || echo '[]' >"$directory/routes/empty.camel.yaml"
    cd "$directory"
    CAMEL_HOME_FOLDER=$run_dir/home launch "$install_dir/camel" run --name=patchbay --source-dir="$directory/routes" --dev \
        --port="$http" --management-port="$management" --console --observe --logging-color=false \
        --prop=camel.server.enabled=true --prop=camel.server.host=127.0.0.1 --prop=camel.management.host=127.0.0.1 \
        --prop=camel.management.sendEnabled=true \
        --prop=camel.beans.pcfg=#class:org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration \
        --prop=camel.beans.pcfg.bindPort="$http" --prop=camel.main.routes-reload-remove-all-routes=false \
        --prop=camel.debug.enabled=true --prop=camel.debug.jmx-connector-enabled=false "${properties[@]}"
}

recipe_ready() { [ "$(http_status "$(<"$run_dir/port.management")" /observe/health/ready)" = 200 ]; }

recipe_address() {
    echo "management=http://127.0.0.1:$(<"$run_dir/port.management")"
    echo "http=http://127.0.0.1:$(<"$run_dir/port.http")"
    echo "directory=$(<"$run_dir/directory")"
    echo "cli=$install_dir/camel"
    local key; for key in $(camel_properties); do echo "$key=${setting[$key]}"; done
}
