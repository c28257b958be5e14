import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedPseudograph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.graphml.GraphMLImporter;

/** Checks GraphML against its XML schema and reads it: {@code JGraphT FORMAT FILE RESULT ...}. */
final class JGraphT {
    private JGraphT() {}

    public static void main(String[] args) throws Exception {
        // Texts may be longer than what a file from somebody else should have.
        System.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        System.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        for (int at = 0; at + 2 < args.length; at += 3) {
            Json.write(Path.of(args[at + 2]), read(Path.of(args[at + 1])));
        }
    }

    private static Object read(Path file) {
        DirectedPseudograph<String, DefaultEdge> graph = new DirectedPseudograph<>(DefaultEdge.class);
        Map<String, Map<String, Object>> nodes = new LinkedHashMap<>();
        Map<DefaultEdge, Map<String, Object>> edges = new IdentityHashMap<>();
        GraphMLImporter<String, DefaultEdge> importer = new GraphMLImporter<>();
        importer.setSchemaValidation(true);
        importer.setVertexFactory(
                id -> {
                    nodes.put(id, new LinkedHashMap<>());
                    return id;
                });
        importer.addVertexAttributeConsumer((of, value) -> nodes.get(of.getFirst()).put(of.getSecond(), value(value)));
        importer.addEdgeAttributeConsumer(
                (of, value) ->
                        edges.computeIfAbsent(of.getFirst(), edge -> new LinkedHashMap<>())
                                .put(of.getSecond(), value(value)));
        importer.importGraph(graph, file.toFile());
        Map<Object, Object> byId = new LinkedHashMap<>();
        for (DefaultEdge edge : graph.edgeSet()) {
            Map<String, Object> values = edges.get(edge);
            values.put("source", graph.getEdgeSource(edge));
            values.put("target", graph.getEdgeTarget(edge));
            byId.put(values.get("uid"), values);
        }
        if (nodes.size() != graph.vertexSet().size() || byId.size() != graph.edgeSet().size()) {
            throw new IllegalStateException(file + ": two things have one id");
        }
        return Map.of("nodes", nodes, "edges", byId);
    }

    private static Object value(Attribute value) {
        return switch (value.getType()) {
            case BOOLEAN -> Boolean.valueOf(value.getValue());
            case INT, LONG -> Long.valueOf(value.getValue());
            case FLOAT, DOUBLE -> Double.valueOf(value.getValue());
            default -> value.getValue();
        };
    }
}
