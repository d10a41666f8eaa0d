# Apache Kafka 4.3.1, one KRaft node, plain listener, jars from Maven. Ready in about 4 s, 370 MB.
# Settings: none. Address: bootstrap.
kafka_version=4.3.1

recipe_install() {
    need java openjdk-17-jre-headless; need mvn maven
    rm -rf "$install_dir/libs"
    cat >"$install_dir/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>patchbay</groupId><artifactId>kafka</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>$kafka_version</version></dependency>
<dependency><groupId>org.apache.kafka</groupId><artifactId>kafka-tools</artifactId><version>$kafka_version</version></dependency>
<dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId><version>2.25.4</version></dependency>
</dependencies></project>
POM
    maven_copy "$install_dir/pom.xml" "$install_dir/libs"
    cat >"$install_dir/log4j2.properties" <<'LOG'
status=error
appender.c.type=Console
appender.c.name=C
appender.c.target=SYSTEM_OUT
appender.c.layout.type=PatternLayout
appender.c.layout.pattern=[%d] %p %m (%c)%n
rootLogger.level=info
rootLogger.appenderRef.c.ref=C
LOG
}

kafka_java() { java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlog4j2.configurationFile="$install_dir/log4j2.properties" -cp "$install_dir/libs/*" "$@"; }

kafka_properties() {
    cat <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$2
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$1,CONTROLLER://127.0.0.1:$2
advertised.listeners=PLAINTEXT://127.0.0.1:$1
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs=$run_dir/data
offsets.topic.replication.factor=1
offsets.topic.num.partitions=5
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=5
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
PROPERTIES
}

recipe_start() {
    local client controller
    client=$(port_of client); controller=$(port_of controller)
    kafka_properties "$client" "$controller" >"$run_dir/server.properties"
    if [ ! -f "$run_dir/data/meta.properties" ]; then
        local id; id=$(head -c 16 /dev/urandom | base64 | tr '+/' 'AB' | cut -c1-22)  # 16 bytes in base64 without padding
        kafka_java kafka.tools.StorageTool format -t "$id" -c "$run_dir/server.properties" >>"$run_dir/format.log" 2>&1 ||
            { tail "$run_dir/format.log" >&2; complain "Cannot format the storage of Kafka."; }
    fi
    launch java -Xms128m -Xmx512m -XX:+UseSerialGC -Dlog4j2.configurationFile="$install_dir/log4j2.properties" \
        -cp "$install_dir/libs/*" kafka.Kafka "$run_dir/server.properties"
}

recipe_ready() { grep -q "Kafka Server started" "$log" && is_listening "$(<"$run_dir/port.client")"; }

recipe_address() { echo "bootstrap=127.0.0.1:$(<"$run_dir/port.client")"; }
