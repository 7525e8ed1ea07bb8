package dev.usher.jobs.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.usher.jobs.search.QueryNode.AllOf;
import dev.usher.jobs.search.QueryNode.AnyOf;
import dev.usher.jobs.search.QueryNode.Comparison;
import dev.usher.jobs.search.QueryNode.Not;
import dev.usher.jobs.search.ValueTest.Pattern;
import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.search.WildcardQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where Lucene's classic parser and ours both take a query, and it does not mix AND, OR and neither on one level without
 * parentheses, it means the same to both: compared in worlds in which each comparison is true or false by chance.
 */
class LuceneAgreementTest {

    private static final int WORLDS = 64;
    private static final int QUERIES = 20_000;
    private static final String NO_FIELD = "-";

    private static final List<String> OPERANDS = List.of(
            "name:jane",
            "name:\"jane smith\"",
            "name:jane\\ smith",
            "name:ja*",
            "name:*ane",
            "name:j*a\\*e",
            "email:a@b.com",
            "email:\"a@b.com\"",
            "age:[1 TO 2]",
            "age:{1 TO 2}",
            "age:[1 TO 2}",
            "age:{* TO 2017-12-31]",
            "age:[\"a b\" TO *]",
            "user_metadata.display.fontSize:13",
            "_exists_:email",
            "word",
            "\"two words\"",
            "test\\-user",
            "test-user998",
            "auth0|x",
            "\\u0041b",
            "a\\:b",
            "\\*",
            "ANDROID",
            "*:*");

    /** Values are one word each, as ours are. */
    private static final class WholeValues extends Analyzer {

        @Override
        protected TokenStreamComponents createComponents(String field) {
            return new TokenStreamComponents(new WholeValue());
        }
    }

    private static final class WholeValue extends Tokenizer {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private boolean done;

        @Override
        public boolean incrementToken() throws IOException {
            if (done) {
                return false;
            }
            clearAttributes();
            var text = new StringWriter();
            input.transferTo(text);
            term.append(text.toString());
            done = true;
            return true;
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            done = false;
        }
    }

    @Test
    void randomQueriesMeanTheSame() throws ParseException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < QUERIES; i++) {
            var text = level(random, 3);
            assertThat(ours(text)).as("%s, seed %d", text, seed).isEqualTo(lucenes(text));
        }
    }

    static Stream<Arguments> documentedQueries() {
        return SearchDatabase.resource("examples.txt")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(" => ")))
                // Mixed, or nothing but negations, of which Lucene finds none.
                .filter(query -> !query.contains("OR ") || !(query.contains("AND ") || query.contains("NOT ")))
                .filter(query -> !query.startsWith("NOT ") && !query.startsWith("-"))
                .map(query -> arguments(query));
    }

    @ParameterizedTest
    @MethodSource("documentedQueries")
    void documentedQueriesMeanTheSame(String text) throws ParseException {
        assertThat(ours(text)).as(text).isEqualTo(lucenes(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a AND",
                "AND a",
                "a OR OR b",
                "(a",
                "a)",
                "()",
                "name:",
                ":a",
                "name:\"a",
                "a\\",
                "[a TO b",
                "age:[a b]",
                "age:[a TO ]",
                "NOT NOT a",
                "+-a",
                "name:a:b",
                "\\u12",
                "a AND (b OR )",
                "\"",
                "NOT"
            })
    void whatLuceneRefusesWeRefuse(String text) {
        assertThat(isRefusedByLucene(text)).isTrue();
        assertThat(isRefusedByUs(text)).isTrue();
    }

    /** Clauses with one kind of operator, nested. */
    private static String level(Random random, int depth) {
        int clauses = 1 + random.nextInt(3);
        var glue = List.of(" AND ", " OR ", " ").get(random.nextInt(3));
        // Lucene finds nothing for negations alone.
        var signs = switch (glue) {
            case " AND " -> List.of("", "NOT ", "!", "-");
            case " " -> List.of("", "+", "-", "NOT ");
            default -> List.of("");
        };
        var text = new StringBuilder(operand(random, depth));
        for (int i = 1; i < clauses; i++) {
            text.append(glue).append(signs.get(random.nextInt(signs.size()))).append(operand(random, depth));
        }
        return text.toString();
    }

    private static String operand(Random random, int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return (random.nextInt(3) == 0 ? "nickname:" : "") + "(" + level(random, depth - 1) + ")";
        }
        return OPERANDS.get(random.nextInt(OPERANDS.size()));
    }

    private static QueryParser parser() {
        var parser = new QueryParser(NO_FIELD, new WholeValues());
        parser.setAllowLeadingWildcard(true);
        parser.setSplitOnWhitespace(true);
        return parser;
    }

    private static boolean isRefusedByLucene(String text) {
        try {
            parser().parse(text);
            return false;
        } catch (ParseException e) {
            return true;
        }
    }

    private static boolean isRefusedByUs(String text) {
        try {
            QueryReader.read(text);
            return false;
        } catch (InvalidQueryException e) {
            return true;
        }
    }

    /** In which worlds users match. */
    private static String lucenes(String text) throws ParseException {
        var query = parser().parse(text);
        return inAllWorlds(world -> matches(query, world));
    }

    private static String ours(String text) {
        var tree = QueryReader.read(text);
        return inAllWorlds(world -> matches(tree, world));
    }

    private static String inAllWorlds(Predicate<Predicate<String>> matches) {
        var worlds = new StringBuilder();
        for (int i = 0; i < WORLDS; i++) {
            int world = i;
            worlds.append(matches.test(comparison -> (comparison + world).hashCode() * 0x9E3779B9 < 0) ? '1' : '0');
        }
        return worlds.toString();
    }

    private static boolean matches(Query query, Predicate<String> world) {
        if (query instanceof BooleanQuery bool) {
            return matches(bool, world);
        }
        if (query instanceof MatchAllDocsQuery) {
            return true;
        }
        if (query instanceof TermQuery term) {
            return world.test(value(term.getTerm().field(), term.getTerm().text()));
        }
        if (query instanceof PrefixQuery prefix) {
            return world.test(pattern(
                    prefix.getPrefix().field(), List.of(prefix.getPrefix().text(), "")));
        }
        if (query instanceof WildcardQuery wildcard) {
            var parts = ((Pattern) QueryText.test(wildcard.getTerm().text(), 1)).literals();
            return isEveryone(wildcard.getTerm().field(), parts)
                    || world.test(pattern(wildcard.getTerm().field(), parts));
        }
        var range = (TermRangeQuery) query;
        return world.test(range(
                range.getField(),
                range.getLowerTerm() == null ? null : range.getLowerTerm().utf8ToString(),
                range.includesLower(),
                range.getUpperTerm() == null ? null : range.getUpperTerm().utf8ToString(),
                range.includesUpper()));
    }

    private static boolean matches(BooleanQuery query, Predicate<String> world) {
        boolean optional = false;
        boolean anyOptional = false;
        boolean anyRequired = false;
        for (BooleanClause clause : query) {
            boolean matches = matches(clause.getQuery(), world);
            switch (clause.getOccur()) {
                case MUST, FILTER -> {
                    anyRequired = true;
                    if (!matches) {
                        return false;
                    }
                }
                case MUST_NOT -> {
                    if (matches) {
                        return false;
                    }
                }
                case SHOULD -> {
                    anyOptional = true;
                    optional |= matches;
                }
            }
        }
        return anyRequired || !anyOptional || optional;
    }

    private static boolean matches(QueryNode node, Predicate<String> world) {
        if (node instanceof AllOf all) {
            return all.nodes().stream().allMatch(part -> matches(part, world));
        }
        if (node instanceof AnyOf any) {
            return any.nodes().stream().anyMatch(part -> matches(part, world));
        }
        if (node instanceof Not not) {
            return !matches(not.node(), world);
        }
        var comparison = (Comparison) node;
        var field = comparison.field() == null ? NO_FIELD : comparison.field();
        if (comparison.test() instanceof Value value) {
            return world.test(value(field, value.text()));
        }
        if (comparison.test() instanceof Pattern pattern) {
            return isEveryone(field, pattern.literals()) || world.test(pattern(field, pattern.literals()));
        }
        var range = (Range) comparison.test();
        return world.test(range(field, range.lower(), range.includesLower(), range.upper(), range.includesUpper()));
    }

    private static boolean isEveryone(String field, List<String> literals) {
        return field.equals("*") && literals.stream().allMatch(String::isEmpty);
    }

    private static String value(String field, String text) {
        return field + " is " + text;
    }

    private static String pattern(String field, List<String> literals) {
        return field + " like " + literals.stream().collect(Collectors.joining("\u0001"));
    }

    private static String range(
            String field, @Nullable String lower, boolean fromLower, @Nullable String upper, boolean toUpper) {
        return field + (lower == null || fromLower ? " [" : " {") + lower + " " + upper
                + (upper == null || toUpper ? "]" : "}");
    }
}
