package dev.usher.app.rest.job;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An export's request as a form: {@code format=json&limit=5&fields[0][name]=email&fields[0][export_as]=E-Mail}. */
final class ExportForm {

    private static final Pattern FIELD = Pattern.compile("fields\\[([0-9]{1,4})]\\[([^\\[\\]]*)]");
    private static final Pattern TARGET = Pattern.compile("target\\[([a-z]{1,20})]");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final Set<String> INTEGERS = Set.of("limit");
    private static final Set<String> FLAGS = Set.of("all_fields", "include_credentials", "gzip", "replace");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExportForm() {}

    /**
     * The JSON that the form stands for. A value that does not look like what it should be stays a text, a name that makes no
     * sense stays as it is: both are refused where the JSON is checked.
     */
    static ObjectNode json(Map<String, List<String>> form) {
        var body = JSON.objectNode();
        var fields = new TreeMap<Integer, ObjectNode>();
        form.forEach((name, values) -> {
            var value = values.get(values.size() - 1);
            var field = FIELD.matcher(name);
            var target = TARGET.matcher(name);
            if (target.matches()) {
                body.withObject("/target").set(target.group(1), value(target.group(1), value));
            } else if (field.matches()) {
                fields.computeIfAbsent(Integer.valueOf(field.group(1)), index -> JSON.objectNode())
                        .put(field.group(2), value);
            } else {
                body.set(name, value(name, value));
            }
        });
        if (!fields.isEmpty()) {
            body.set("fields", JSON.arrayNode().addAll(fields.values()));
        }
        return body;
    }

    private static JsonNode value(String name, String text) {
        if (INTEGERS.contains(name) && INTEGER.matcher(text).matches()) {
            return JSON.numberNode(Long.parseLong(text));
        }
        if (FLAGS.contains(name) && (text.equals("true") || text.equals("false"))) {
            return JSON.booleanNode(text.equals("true"));
        }
        return JSON.stringNode(text);
    }
}
