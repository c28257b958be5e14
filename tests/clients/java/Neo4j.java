import apoc.ApocConfig;
import apoc.export.graphml.ExportGraphML;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.neo4j.configuration.GraphDatabaseSettings;
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
    private Neo4j() {}

    public static void main(String[] args) throws Exception {
        Path home = Files.createTempDirectory(Path.of(args[2]).toAbsolutePath().getParent(), "neo4j");
        DatabaseManagementService server =
                new DatabaseManagementServiceBuilder(home)
                        .setConfig(GraphDatabaseSettings.procedure_unrestricted, java.util.List.of("apoc.*"))
                        .build();
        try {
            GraphDatabaseService db = server.database("neo4j");
            ((GraphDatabaseAPI) db)
                    .getDependencyResolver()
                    .resolveDependency(GlobalProcedures.class)
                    .registerProcedure(ExportGraphML.class);
            ApocConfig.apocConfig().setProperty("apoc.import.file.enabled", true);
            ApocConfig.apocConfig().setProperty("apoc.import.file.use_neo4j_config", false);
            for (int at = 0; at + 2 < args.length; at += 3) {
                empty(db);
                Path file = Path.of(args[at + 1]).toAbsolutePath();
                switch (args[at]) {
                    case "graphml", "actors" -> graphml(db, file);
                    default -> throw new IllegalArgumentException(args[at]);
                }
                Json.write(Path.of(args[at + 2]), read(db));
            }
        } finally {
            server.shutdown();
        }
        System.exit(0);
    }

    private static void empty(GraphDatabaseService db) {
        db.executeTransactionally("MATCH (n) DETACH DELETE n");
    }

    private static void graphml(GraphDatabaseService db, Path file) {
        db.executeTransactionally(
                "CALL apoc.import.graphml($file, {readLabels: true, storeNodeIds: true})",
                Map.of("file", file.toUri().toString()));
    }

    /** Everything in the database. The type of a node is the label that is not {@code Node}. */
    private static Object read(GraphDatabaseService db) {
        Map<Object, Object> nodes = new LinkedHashMap<>();
        Map<Object, Object> edges = new LinkedHashMap<>();
        try (Transaction transaction = db.beginTx()) {
            for (Node node : transaction.getAllNodes()) {
                Map<String, Object> values = values(node);
                String labels =
                        StreamSupport.stream(node.getLabels().spliterator(), false)
                                .map(Label::name)
                                .filter(name -> !name.equals("Node"))
                                .collect(Collectors.joining(":"));
                values.put("kind", labels);
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
        return Map.of("nodes", nodes, "edges", edges);
    }

    private static Object id(Node node) {
        return node.hasProperty("uid") ? node.getProperty("uid") : node.getProperty("id");
    }

    private static Map<String, Object> values(Entity entity) {
        return new LinkedHashMap<>(entity.getAllProperties());
    }
}
