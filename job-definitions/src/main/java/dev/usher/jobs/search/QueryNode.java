package dev.usher.jobs.search;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a query's syntax tree. Its SQL is true for the users that match; for others it may also be null. */
sealed interface QueryNode {

    String sql(ComparisonSql comparisons);

    /** True for all users for whom {@link #sql} is not, as Lucene has it: also for those without a value. */
    default String negatedSql(ComparisonSql comparisons) {
        return "(" + sql(comparisons) + ") IS NOT TRUE";
    }

    record AllOf(List<QueryNode> nodes) implements QueryNode {

        public AllOf {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String sql(ComparisonSql comparisons) {
            return nodes.stream().map(node -> node.sql(comparisons)).collect(joining(" AND ", "(", ")"));
        }
    }

    record AnyOf(List<QueryNode> nodes) implements QueryNode {

        public AnyOf {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String sql(ComparisonSql comparisons) {
            return nodes.stream().map(node -> node.sql(comparisons)).collect(joining(" OR ", "(", ")"));
        }
    }

    record Not(QueryNode node) implements QueryNode {

        @Override
        public String sql(ComparisonSql comparisons) {
            return node.negatedSql(comparisons);
        }
    }

    /**
     * @param field as it was written, escapes resolved; null for a value without one
     * @param column where it stands in the query, from 1
     */
    record Comparison(@Nullable String field, ValueTest test, int column) implements QueryNode {

        @Override
        public String sql(ComparisonSql comparisons) {
            return comparisons.of(this);
        }

        @Override
        public String negatedSql(ComparisonSql comparisons) {
            return comparisons.ofOpposite(this);
        }
    }
}
