import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opencypher.v9_0.ast.CreateIndex;
import org.opencypher.v9_0.ast.CreateUniquePropertyConstraint;
import org.opencypher.v9_0.ast.Query;
import org.opencypher.v9_0.ast.SingleQuery;
import org.opencypher.v9_0.ast.Statement;
import org.opencypher.v9_0.ast.Unwind;
import org.opencypher.v9_0.expressions.BooleanLiteral;
import org.opencypher.v9_0.expressions.ListLiteral;
import org.opencypher.v9_0.expressions.Literal;
import org.opencypher.v9_0.expressions.MapExpression;
import org.opencypher.v9_0.expressions.PropertyKeyName;
import org.opencypher.v9_0.parser.CypherParser;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;

/** Reads a script with the parser of openCypher, and the rows that it unwinds: {@code OpenCypher FORMAT FILE RESULT ...}. */
final class OpenCypher {
    private OpenCypher() {}

    public static void main(String[] args) throws Exception {
        for (int at = 0; at + 2 < args.length; at += 3) {
            Json.write(Path.of(args[at + 2]), read(Files.readString(Path.of(args[at + 1]))));
        }
    }

    private static Object read(String script) {
        CypherParser parser = new CypherParser();
        Map<Object, Object> nodes = new LinkedHashMap<>();
        Map<Object, Object> edges = new LinkedHashMap<>();
        List<String> schema = new ArrayList<>();
        for (String text : script.split(";\n")) {
            Statement statement = (Statement) parser.parse(text, Option.empty());
            if (statement instanceof CreateIndex || statement instanceof CreateUniquePropertyConstraint) {
                schema.add(statement.getClass().getSimpleName());
                continue;
            }
            SingleQuery query = (SingleQuery) ((Query) statement).part();
            Unwind unwind = (Unwind) query.clauses().head();
            for (Object row : (List<?>) value(unwind.expression())) {
                @SuppressWarnings("unchecked")
                Map<String, Object> fields = (Map<String, Object>) row;
                @SuppressWarnings("unchecked")
                Map<String, Object> values = (Map<String, Object>) fields.get("props");
                if (fields.containsKey("s")) {
                    values.put("source", fields.get("s"));
                    values.put("target", fields.get("t"));
                    edges.put(fields.get("uid"), values);
                } else {
                    nodes.put(fields.get("uid"), values);
                }
            }
        }
        if (!schema.equals(List.of("CreateUniquePropertyConstraint", "CreateIndex"))) {
            throw new IllegalStateException("not a constraint and an index: " + schema);
        }
        return Map.of("nodes", nodes, "edges", edges);
    }

    /** What a literal stands for. */
    private static Object value(Object expression) {
        if (expression instanceof ListLiteral list) {
            List<Object> values = new ArrayList<>();
            for (Iterator<?> items = list.expressions().iterator(); items.hasNext(); ) {
                values.add(value(items.next()));
            }
            return values;
        }
        if (expression instanceof MapExpression map) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Iterator<?> items = map.items().iterator(); items.hasNext(); ) {
                Tuple2<?, ?> item = (Tuple2<?, ?>) items.next();
                values.put(((PropertyKeyName) item._1()).name(), value(item._2()));
            }
            return values;
        }
        if (expression instanceof Literal literal) {
            return literal instanceof BooleanLiteral ? Boolean.valueOf(literal.asCanonicalStringVal()) : literal.value();
        }
        throw new IllegalArgumentException("not a literal: " + expression);
    }
}
