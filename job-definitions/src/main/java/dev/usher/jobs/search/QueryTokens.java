package dev.usher.jobs.search;

import dev.usher.jobs.search.grammar.UserQueryLexer;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;

/** Cuts a query into words, and refuses what would be expensive to understand before somebody tries. */
final class QueryTokens {

    static final int MOST_CHARACTERS = 8192;
    static final int MOST_VALUES = 250;
    static final int MOST_LEVELS = 50;

    private QueryTokens() {}

    static CommonTokenStream of(String text) {
        if (text.isBlank()) {
            throw new InvalidQueryException("The query is empty. Leave it away to find all users.");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidQueryException("The query has " + text.length() + " characters; at most " + MOST_CHARACTERS
                    + " are allowed. Ask in several queries.");
        }
        Storable.require(text, 1);
        var lexer = new UserQueryLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        var tokens = new CommonTokenStream(lexer);
        tokens.fill();
        check(tokens.getTokens());
        return tokens;
    }

    /** From 1, in characters as people count them. */
    static int column(Token token) {
        return token.getStartIndex() + 1;
    }

    private static void check(List<Token> tokens) {
        int level = 0;
        int values = 0;
        for (Token token : tokens) {
            switch (token.getType()) {
                case UserQueryLexer.UNKNOWN, UserQueryLexer.RANGE_UNKNOWN -> throw SyntaxProblem.unknown(token);
                case UserQueryLexer.OPEN -> level++;
                case UserQueryLexer.CLOSE -> level--;
                case UserQueryLexer.TERM, UserQueryLexer.QUOTED, UserQueryLexer.TO -> values++;
                default -> {}
            }
            if (level > MOST_LEVELS) {
                throw new InvalidQueryException("The parentheses at column " + column(token) + " are more than "
                        + MOST_LEVELS + " levels deep. Leave away those that are not needed.");
            }
            // Two for a field and its value.
            if (values > 2 * MOST_VALUES) {
                throw new InvalidQueryException(
                        "The query asks for more than " + MOST_VALUES + " values. Ask in several queries.");
            }
        }
    }
}
