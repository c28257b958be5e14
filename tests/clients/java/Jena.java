import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.apache.jena.riot.system.StreamRDFWriter;

/** Parses RDF as Jena's riot does and writes it as N-Quads: {@code Jena FORMAT FILE RESULT ...}. Warnings are errors. */
final class Jena {
    private static final Map<String, Lang> SYNTAXES = Map.of("turtle", Lang.TURTLE);

    private Jena() {}

    public static void main(String[] args) throws Exception {
        for (int at = 0; at + 2 < args.length; at += 3) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(Path.of(args[at + 2])))) {
                StreamRDF quads = StreamRDFWriter.getWriterStream(out, Lang.NQUADS);
                RDFParser.source(Path.of(args[at + 1]))
                        .forceLang(SYNTAXES.get(args[at]))
                        .errorHandler(ErrorHandlerFactory.errorHandlerStrict)
                        .parse(quads);
            }
        }
    }
}
