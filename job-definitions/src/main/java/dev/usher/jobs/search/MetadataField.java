package dev.usher.jobs.search;

import static java.util.stream.Collectors.joining;

import dev.usher.jobs.search.ValueTest.Value;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A value somewhere in metadata. Arrays on the way are looked through; what holds no value (null, an empty object or
 * array) is as if it were not there.
 *
 * @param path keys, from the outermost; empty for the metadata as a whole
 */
record MetadataField(String column, List<String> path) implements SearchField {

    /** Others are text only; PostgreSQL takes no number without end. */
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,30})?");

    private static final String SOME_VALUE =
            ".** ? (@.type() == \"string\" || @.type() == \"number\" || @.type() == \"boolean\")";

    MetadataField {
        path = List.copyOf(path);
    }

    @Override
    public String matches(ValueTest test, Place place, Binding binding) {
        if (!(test instanceof Value value)) {
            throw place.refuse("takes whole values: neither wildcards nor ranges apply to metadata. To find who has any"
                    + " value there, write _exists_: and the field.");
        }
        if (path.isEmpty()) {
            throw place.refuse("is an object. Name a value in it, such as " + column.substring(2) + ".plan.");
        }
        var text = value.text();
        var steps = steps() + " == ";
        var condition = steps + JsonLiteral.of(text);
        if (text.equals("true") || text.equals("false") || NUMBER.matcher(text).matches()) {
            condition += " || " + steps + text;
        }
        return holds(binding, condition);
    }

    @Override
    public String exists(Binding binding) {
        return holds(binding, "exists(" + steps() + SOME_VALUE + ")");
    }

    private String holds(Binding binding, String jsonPath) {
        return column + " @@ CAST(" + binding.add(jsonPath) + " AS jsonpath)";
    }

    private String steps() {
        return path.stream().map(key -> "." + JsonLiteral.of(key) + "[*]").collect(joining("", "$", ""));
    }
}
