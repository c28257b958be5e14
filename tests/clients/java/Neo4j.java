import apoc.ApocConfig;
import apoc.export.graphml.ExportGraphML;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.Entity;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Label;
import org.neo4j.graphdb.Node;
import org.neo4j.graphdb.Relationship;
import org.neo4j.graphdb.Transaction;
import org.neo4j.kernel.api.procedure.GlobalProcedures;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/** Loads files into a server of Neo4j inside this program: {@code Neo4j FORMAT FILE RESULT ...}. */
final class Neo4j {
    private static final Path QUERY = Path.of(System.getProperty("queries"), "who-rejected.cypher");

    private Neo4j() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[2]).toAbsolutePath().getParent(), "neo4j");
        DatabaseManagementService server = server(folder.resolve("server"));
        try {
            GraphDatabaseService db = server.database("neo4j");
            part(db, GlobalProcedures.class).registerProcedure(ExportGraphML.class);
            for (int at = 0; at + 2 < args.length; at += 3) {
                Path file = Path.of(args[at + 1]).toAbsolutePath();
                Path result = Path.of(args[at + 2]);
                db.executeTransactionally("MATCH (n) DETACH DELETE n");
                switch (args[at]) {
                    case "graphml", "actors", "apoc" -> Json.write(result, graphml(db, file));
                    case "cypher" -> Json.write(result, cypher(db, file));
                    case "table" -> {
                        graphml(db, file);
                        Files.writeString(result, shell(db, "verbose", QUERY));
                    }
                    case "neo4j" -> Json.write(result, bulk(folder.resolve("bulk" + at), file));
                    case "neptune" -> Json.write(result, bulk(folder.resolve("bulk" + at), neptune(file)));
                    default -> throw new IllegalArgumentException(args[at]);
                }
            }
        } finally {
            server.shutdown();
        }
        System.exit(0);
    }

    /** A server that listens on this machine alone. */
    private static DatabaseManagementService server(Path home) {
        return new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, new SocketAddress("localhost", 0))
                .setConfig(GraphDatabaseSettings.procedure_unrestricted, List.of("apoc.*"))
                .build();
    }

    private static <T> T part(GraphDatabaseService db, Class<T> kind) {
        return ((GraphDatabaseAPI) db).getDependencyResolver().resolveDependency(kind);
    }

    /** As APOC imports it. */
    private static Object graphml(GraphDatabaseService db, Path file) {
        // Each server that starts forgets these.
        ApocConfig.apocConfig().setProperty("apoc.import.file.enabled", true);
        ApocConfig.apocConfig().setProperty("apoc.import.file.use_neo4j_config", false);
        db.executeTransactionally(
                "CALL apoc.import.graphml($file, {readLabels: true, storeNodeIds: true})",
                Map.of("file", file.toUri().toString()));
        return read(db);
    }

    /** As cypher-shell runs it, twice: the second run must change nothing. */
    private static Object cypher(GraphDatabaseService db, Path file) throws Exception {
        shell(db, "plain", file);
        Map<String, Object> once = read(db);
        shell(db, "plain", file);
        Map<String, Object> twice = read(db);
        if (!once.equals(twice)) {
            throw new IllegalStateException(file + ": another graph after the second run");
        }
        twice.put("answer", ask(db));
        return twice;
    }

    /** What cypher-shell says to a script. */
    private static String shell(GraphDatabaseService db, String style, Path script) throws Exception {
        int port = part(db, ConnectorPortRegister.class).getLocalAddress(ConnectorType.BOLT).getPort();
        String address = "bolt://localhost:" + port;
        List<String> command = java("org.neo4j.shell.Main", "-a", address, "--format", style, "-f", script.toString());
        return run(Map.of(), script.toAbsolutePath().getParent(), command);
    }

    /** As neo4j-admin imports it, started by the script beside the tables. */
    private static Object bulk(Path home, Path script) throws Exception {
        Path programs = Files.createDirectories(home.resolve("programs"));
        Files.createDirectories(home.resolve("conf"));
        Path admin = programs.resolve("neo4j-admin");
        String command = String.join(" ", java("org.neo4j.cli.AdminTool"));
        Files.writeString(admin, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        admin.toFile().setExecutable(true);
        Map<String, String> environment =
                Map.of(
                        "PATH", programs + ":" + System.getenv("PATH"),
                        "NEO4J_HOME", home.toString(),
                        "NEO4J_CONF", home.resolve("conf").toString());
        run(environment, script.getParent(), List.of("sh", script.toString()));
        DatabaseManagementService server = server(home);
        try {
            Map<String, Object> found = read(server.database("neo4j"));
            found.put("answer", ask(server.database("neo4j")));
            return found;
        } finally {
            server.shutdown();
        }
    }

    /**
     * The tables for Neptune, which has taken over the form of those of neo4j-admin, but for the name of a truth value and the ids of
     * edges, which are given to nothing here: they stand in a column as well. A script for them.
     */
    private static Path neptune(Path nodes) throws IOException {
        Path folder = Files.createTempDirectory("neptune");
        for (String name : List.of("opencypher-nodes.csv", "opencypher-edges.csv")) {
            String table = Files.readString(nodes.resolveSibling(name));
            int end = table.indexOf('\n');
            String header = table.substring(0, end).replace(":Bool", ":boolean");
            header = name.contains("edges") ? header.replaceFirst("^:ID,", ":IGNORE,") : header.replaceFirst("^:ID,", "uid:ID,");
            Files.writeString(folder.resolve(name), header + table.substring(end));
        }
        return Files.writeString(
                folder.resolve("import.sh"),
                "exec neo4j-admin database import full neo4j --id-type=string --multiline-fields=true"
                        + " --nodes=opencypher-nodes.csv --relationships=opencypher-edges.csv\n");
    }

    private static List<String> java(String... main) {
        List<String> command = new ArrayList<>(List.of("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(main));
        return command;
    }

    private static String run(Map<String, String> environment, Path folder, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        // A row of a table may tell of warnings.
        boolean warned = said.lines().anyMatch(line -> !line.startsWith("|") && line.toLowerCase().contains("warn"));
        if (process.waitFor() != 0 || warned) {
            throw new IOException(command.get(command.size() - 1) + ": " + said);
        }
        return said;
    }

    /** Who rejected whose offer, and who says so. */
    private static List<List<Object>> ask(GraphDatabaseService db) throws IOException {
        return db.executeTransactionally(
                Files.readString(QUERY),
                Map.of(),
                rows -> rows.stream().map(row -> rows.columns().stream().map(row::get).toList()).toList());
    }

    /** Everything in the database. The kind of a node is its labels but {@code Node}. */
    private static Map<String, Object> read(GraphDatabaseService db) {
        Map<Object, Object> nodes = new LinkedHashMap<>();
        Map<Object, Object> edges = new LinkedHashMap<>();
        try (Transaction transaction = db.beginTx()) {
            for (Node node : transaction.getAllNodes()) {
                Map<String, Object> values = values(node);
                values.put(
                        "kind",
                        StreamSupport.stream(node.getLabels().spliterator(), false)
                                .map(Label::name)
                                .filter(name -> !name.equals("Node"))
                                .sorted()
                                .collect(Collectors.joining(":")));
                nodes.put(id(node), values);
            }
            for (Relationship edge : transaction.getAllRelationships()) {
                Map<String, Object> values = values(edge);
                values.put("source", id(edge.getStartNode()));
                values.put("target", id(edge.getEndNode()));
                values.put("kind", edge.getType().name());
                edges.put(edge.getProperty("uid"), values);
            }
            if (nodes.size() != transaction.getAllNodes().stream().count()
                    || edges.size() != transaction.getAllRelationships().stream().count()) {
                throw new IllegalStateException("two things have one id");
            }
        }
        return new LinkedHashMap<>(Map.of("nodes", nodes, "edges", edges));
    }

    private static Object id(Node node) {
        return node.hasProperty("uid") ? node.getProperty("uid") : node.getProperty("id");
    }

    /** Lists as lists, so that two of them can be equal; dates as ISO text. */
    private static Map<String, Object> values(Entity entity) {
        Map<String, Object> values = new LinkedHashMap<>();
        entity.getAllProperties()
                .forEach((name, value) -> values.put(name, value instanceof Object[] all ? List.of(all) : value));
        return values;
    }
}
