import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.tinkerpop.gremlin.process.traversal.dsl.graph.GraphTraversalSource;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Element;
import org.apache.tinkerpop.gremlin.structure.Graph;
import org.apache.tinkerpop.gremlin.structure.T;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.apache.tinkerpop.gremlin.structure.io.graphml.GraphMLReader;
import org.apache.tinkerpop.gremlin.tinkergraph.structure.TinkerGraph;

/** Opens GraphML with TinkerPop, and the tables for Neptune as its manual says: {@code TinkerPop FORMAT FILE RESULT ...}. */
final class TinkerPop {
    private TinkerPop() {}

    public static void main(String[] args) throws Exception {
        for (int at = 0; at + 2 < args.length; at += 3) {
            Path file = Path.of(args[at + 1]);
            try (Graph graph = TinkerGraph.open()) {
                if (args[at].equals("gremlin")) {
                    vertices(graph, file);
                    edges(graph, file.resolveSibling("gremlin-edges.csv"));
                } else {
                    graphml(graph, file);
                }
                Json.write(Path.of(args[at + 2]), seen(graph));
            }
        }
    }

    private static void graphml(Graph graph, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            GraphMLReader.build().vertexLabelKey("type").edgeLabelKey("e_type").create().readGraph(in, graph);
        }
    }

    private static void vertices(Graph graph, Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            for (CSVRecord row : rows(in)) {
                List<Object> values = new ArrayList<>(List.of(T.id, row.get("~id"), T.label, row.get("~label")));
                add(values, row);
                graph.addVertex(values.toArray());
            }
        }
    }

    private static void edges(Graph graph, Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            for (CSVRecord row : rows(in)) {
                List<Object> values = new ArrayList<>(List.of(T.id, row.get("~id")));
                add(values, row);
                Vertex from = graph.vertices(row.get("~from")).next();
                Vertex to = graph.vertices(row.get("~to")).next();
                from.addEdge(row.get("~label"), to, values.toArray());
            }
        }
    }

    private static Iterable<CSVRecord> rows(Reader in) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).build();
        return format.parse(in);
    }

    /** Values by the types in the header; an empty cell is none. */
    private static void add(List<Object> values, CSVRecord row) {
        row.toMap()
                .forEach(
                        (column, cell) -> {
                            if (!column.startsWith("~") && !cell.isEmpty()) {
                                String[] parts = column.split(":");
                                values.add(parts[0]);
                                values.add(typed(parts[1], cell));
                            }
                        });
    }

    private static Object typed(String type, String cell) {
        return switch (type) {
            case "String" -> cell;
            case "String[]" -> Arrays.asList(cell.split(";", -1));
            case "Double" -> Double.valueOf(cell);
            case "Long" -> Long.valueOf(cell);
            case "Bool" -> Boolean.valueOf(cell);
            default -> throw new IllegalArgumentException(type);
        };
    }

    /** What Gremlin says is there. */
    private static Object seen(Graph graph) {
        GraphTraversalSource all = graph.traversal();
        Map<Object, Object> nodes = new LinkedHashMap<>();
        Map<Object, Object> edges = new LinkedHashMap<>();
        for (Vertex vertex : all.V().toList()) {
            nodes.put(vertex.id(), values(vertex));
        }
        for (Edge edge : all.E().toList()) {
            Map<String, Object> values = values(edge);
            values.put("source", edge.outVertex().id());
            values.put("target", edge.inVertex().id());
            edges.put(edge.id(), values);
        }
        if (nodes.size() != all.V().count().next() || edges.size() != all.E().count().next()) {
            throw new IllegalStateException("two things have one id");
        }
        return Map.of("nodes", nodes, "edges", edges);
    }

    /** The label is the type; of Neptune's labels the first one. */
    private static Map<String, Object> values(Element element) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", element.label().split(";")[0]);
        element.properties().forEachRemaining(property -> values.put(property.key(), property.value()));
        return values;
    }
}
