import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSet;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFLib;
import org.apache.jena.riot.system.StreamRDFWriter;

/** Parses RDF as Jena's riot does and writes it as N-Quads: {@code Jena FORMAT FILE RESULT ...}. Warnings are errors. */
final class Jena {
    private static final Map<String, Lang> SYNTAXES =
            Map.of(
                    "turtle", Lang.TURTLE,
                    "trig", Lang.TRIG,
                    "ntriples", Lang.NTRIPLES,
                    "nquads", Lang.NQUADS,
                    "rdfxml", Lang.RDFXML,
                    "jsonld", Lang.JSONLD11);

    private Jena() {}

    public static void main(String[] args) throws Exception {
        String question = Files.readString(Path.of(System.getProperty("queries"), "who-rejected.rq"));
        for (int at = 0; at + 2 < args.length; at += 3) {
            if (args[at].equals("table")) {
                Model model = ModelFactory.createDefaultModel();
                RDFParser.source(Path.of(args[at + 1])).parse(model);
                try (QueryExecution asking = QueryExecutionFactory.create(question, model)) {
                    Files.writeString(Path.of(args[at + 2]), ResultSetFormatter.asText(asking.execSelect()));
                }
                continue;
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[at + 2])))) {
                parse(args, at, StreamRDFWriter.getWriterStream(out, Lang.NQUADS));
            }
            if (args[at].endsWith("turtle") || args[at].endsWith("trig")) {
                Dataset dataset = DatasetFactory.create();
                parse(args, at, StreamRDFLib.dataset(dataset.asDatasetGraph()));
                Json.write(Path.of(args[at + 2] + ".answer"), ask(dataset, question));
            }
        }
    }

    private static void parse(String[] args, int at, StreamRDF out) {
        RDFParser.source(Path.of(args[at + 1]))
                .forceLang(SYNTAXES.get(args[at].substring(args[at].indexOf('-') + 1)))
                .errorHandler(ErrorHandlerFactory.errorHandlerStrict)
                .parse(out);
        // Not all of its parsers tell that they are done.
        out.finish();
    }

    /** The rows of an answer, from all graphs together. */
    private static List<List<String>> ask(Dataset dataset, String question) {
        List<List<String>> rows = new ArrayList<>();
        Model all = dataset.getUnionModel().union(dataset.getDefaultModel());
        try (QueryExecution asking = QueryExecutionFactory.create(question, all)) {
            ResultSet answer = asking.execSelect();
            answer.forEachRemaining(
                    row -> rows.add(answer.getResultVars().stream().map(name -> row.getLiteral(name).getString()).toList()));
        }
        return rows;
    }
}
