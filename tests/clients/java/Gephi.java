import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.io.exporter.preview.PDFExporter;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.EdgeMergeStrategy;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.preview.api.PreviewController;
import org.gephi.preview.api.PreviewProperties;
import org.gephi.preview.api.PreviewProperty;
import org.gephi.preview.types.DependantColor;
import org.gephi.preview.types.EdgeColor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

/** Opens files as Gephi does, without its window: {@code Gephi FORMAT FILE RESULT ...}. */
final class Gephi {
    /** Of a picture, in points of 1/72 inch; two pixels to a point. */
    private static final int WIDTH = 800;

    private static final int HEIGHT = 600;

    /** What draws tells of fonts it finds. A logger that nobody holds forgets its level. */
    private static final Logger FONTS = Logger.getLogger("org.apache.pdfbox");

    private Gephi() {}

    public static void main(String[] args) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        for (int at = 0; at + 2 < args.length; at += 3) {
            if (args[at].equals("picture")) {
                picture(new File(args[at + 1]), new File(args[at + 2]));
            } else {
                Json.write(Path.of(args[at + 2]), read(new File(args[at + 1])));
            }
        }
        System.exit(0);
    }

    /** A file in a workspace of its own. What Gephi would show in its report as a warning or worse is an error. */
    static GraphModel open(File file) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(file);
        container.getLoader().setAllowAutoNode(false);
        if (!file.getName().endsWith(".gexf")) {
            // In GEXF no two edges are the same to Gephi, so that it loses none even if nobody tells it.
            container.getLoader().setEdgesMergeStrategy(EdgeMergeStrategy.NO_MERGE);
        }
        for (Issue issue : container.getReport().getIssuesList(20)) {
            if (issue.getLevel().toInteger() >= Issue.Level.WARNING.toInteger()) {
                throw new IllegalStateException(file + ": " + issue.getLevel() + ": " + issue.getMessage());
            }
        }
        if (!container.verify()) {
            throw new IllegalStateException(file + ": Gephi does not accept it");
        }
        container.closeLoader();
        importer.process(container, new DefaultProcessor(), workspace);
        return Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
    }

    private static Object read(File file) throws Exception {
        GraphModel model = open(file);
        Map<Object, Object> nodes = new LinkedHashMap<>();
        Map<Object, Object> edges = new LinkedHashMap<>();
        for (Node node : model.getGraph().getNodes().toArray()) {
            Map<String, Object> values = values(node);
            values.put("x", node.x());
            values.put("y", node.y());
            values.put("size", node.size());
            values.put("color", String.format("#%06x", node.getRGBA() & 0xffffff));
            nodes.put(node.getId(), values);
        }
        for (Edge edge : model.getGraph().getEdges().toArray()) {
            Map<String, Object> values = values(edge);
            values.put("source", edge.getSource().getId());
            values.put("target", edge.getTarget().getId());
            values.put("weight", edge.getWeight());
            values.put("kind", edge.getTypeLabel());
            if (!edge.isDirected()) {
                throw new IllegalStateException(file + ": not directed: " + edge.getId());
            }
            edges.put(edge.getId(), values);
        }
        if (nodes.size() != model.getGraph().getNodeCount() || edges.size() != model.getGraph().getEdgeCount()) {
            throw new IllegalStateException(file + ": two things have one id");
        }
        return Map.of("nodes", nodes, "edges", edges);
    }

    /**
     * A file as Gephi draws it when it opens: the colours, sizes and places are those of the file. Nodes without an edge are left
     * out.
     */
    private static void picture(File file, File png) throws Exception {
        Graph graph = open(file).getGraph();
        for (Node node : graph.getNodes().toArray()) {
            if (graph.getDegree(node) == 0) {
                graph.removeNode(node);
            }
        }
        PreviewProperties look = Lookup.getDefault().lookup(PreviewController.class).getModel().getProperties();
        look.putValue(PreviewProperty.SHOW_NODE_LABELS, true);
        look.putValue(PreviewProperty.NODE_LABEL_OUTLINE_SIZE, 3);
        look.putValue(PreviewProperty.NODE_LABEL_OUTLINE_COLOR, new DependantColor(Color.WHITE));
        look.putValue(PreviewProperty.NODE_LABEL_OUTLINE_OPACITY, 90);
        look.putValue(PreviewProperty.NODE_LABEL_SHORTEN, true);
        look.putValue(PreviewProperty.NODE_LABEL_MAX_CHAR, 30);
        look.putValue(PreviewProperty.NODE_BORDER_WIDTH, 0);
        look.putValue(PreviewProperty.EDGE_CURVED, false);
        look.putValue(PreviewProperty.EDGE_COLOR, new EdgeColor(EdgeColor.Mode.SOURCE));
        look.putValue(PreviewProperty.EDGE_THICKNESS, 3f);
        look.putValue(PreviewProperty.EDGE_OPACITY, 70);
        // Its exporter of pictures wants a screen, that of pages does not.
        PDFExporter exporter = new PDFExporter();
        exporter.setPageSize(new PDRectangle(WIDTH, HEIGHT));
        exporter.setMarginBottom(10);
        exporter.setMarginLeft(10);
        exporter.setMarginRight(10);
        exporter.setMarginTop(10);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        exporter.setOutputStream(page);
        exporter.setWorkspace(Lookup.getDefault().lookup(ProjectController.class).getCurrentWorkspace());
        FONTS.setLevel(Level.SEVERE);
        exporter.execute();
        try (PDDocument document = PDDocument.load(page.toByteArray())) {
            ImageIO.write(few(new PDFRenderer(document).renderImage(0, 2)), "png", png);
        }
    }

    /** The same in few colours, so that the file is small. */
    private static BufferedImage few(BufferedImage image) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int few = image.getRGB(x, y) & 0xe0e0e0;
                image.setRGB(x, y, few | few >> 3 | few >> 6 & 0x030303);
            }
        }
        return image;
    }

    private static Map<String, Object> values(Element element) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Column column : element.getTable()) {
            Object value = element.getAttribute(column);
            if (value != null && !column.getId().equals("timeset")) {
                values.put(column.getTitle(), value);
            } else if (value != null) {
                values.put("timeset", value.toString());
            }
        }
        values.put("label", element.getLabel());
        return values;
    }
}
