import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes maps, lists, arrays, numbers, truth values and texts as JSON. */
final class Json {
    private Json() {}

    static void write(Path file, Object value) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            write(out, value);
        }
    }

    private static void write(Writer out, Object value) throws IOException {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.write(String.valueOf(value));
        } else if (value instanceof Map<?, ?> map) {
            String before = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.write(before);
                write(out, entry.getKey());
                out.write(':');
                write(out, entry.getValue());
                before = ",";
            }
            out.write(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> all) {
            out.write('[');
            String before = "";
            for (Object one : all) {
                out.write(before);
                write(out, one);
                before = ",";
            }
            out.write(']');
        } else if (value.getClass().isArray()) {
            out.write('[');
            for (int at = 0; at < Array.getLength(value); at++) {
                out.write(at == 0 ? "" : ",");
                write(out, Array.get(value, at));
            }
            out.write(']');
        } else {
            out.write('"');
            String text = value.toString();
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"' || c == '\\') {
                    out.write('\\');
                    out.write(c);
                } else if (c < ' ') {
                    out.write(String.format("\\u%04x", (int) c));
                } else {
                    out.write(c);
                }
            }
            out.write('"');
        }
    }
}
