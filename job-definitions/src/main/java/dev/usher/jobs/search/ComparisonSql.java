package dev.usher.jobs.search;

import dev.usher.jobs.search.QueryNode.Comparison;
import dev.usher.jobs.search.ValueTest.Value;

/** Writes the comparisons of one query. */
final class ComparisonSql {

    private static final String EXISTS = "_exists_";

    private final Binding binding;

    ComparisonSql(Binding binding) {
        this.binding = binding;
    }

    /** @throws InvalidQueryException if the field is not searchable, or the value is none that it can have */
    String of(Comparison comparison) {
        if (EXISTS.equals(comparison.field())) {
            return named(comparison).exists(binding);
        }
        return field(comparison).matches(comparison.test(), place(comparison), binding);
    }

    String ofOpposite(Comparison comparison) {
        return EXISTS.equals(comparison.field())
                ? named(comparison).isMissing(binding)
                : "(" + of(comparison) + ") IS NOT TRUE";
    }

    private static SearchField field(Comparison comparison) {
        var name = comparison.field();
        if (name == null) {
            return SearchFields.ANY_TEXT;
        }
        if (name.equals("*") && SearchField.isAnyValue(comparison.test())) {
            return SearchFields.ANY_TEXT;
        }
        return SearchFields.find(name, place(comparison));
    }

    /** The field of whose existence it is a matter. */
    private static SearchField named(Comparison comparison) {
        if (!(comparison.test() instanceof Value value)) {
            throw place(comparison).refuse("takes the name of a field, without wildcards.");
        }
        return SearchFields.find(value.text(), new Place(value.text(), comparison.column()));
    }

    private static Place place(Comparison comparison) {
        return new Place(comparison.field(), comparison.column());
    }
}
