package dev.usher.jobs.search;

import dev.usher.jobs.search.grammar.UserQueryLexer;
import org.antlr.v4.runtime.Token;

/** What is wrong with a query, in a sentence. */
final class SyntaxProblem {

    private SyntaxProblem() {}

    /** A character that begins no word. */
    static InvalidQueryException unknown(Token token) {
        return at(
                token,
                switch (token.getText()) {
                    case "\"" -> "A quote is opened and not closed. Write \\\" for a quote within a value.";
                    case "\\" -> "Nothing follows the backslash. Write \\\\ for a backslash itself.";
                    case "?" ->
                        "The wildcard ? is not supported, only *. Put the value in double quotes if it holds a ?.";
                    case "~" ->
                        "Similar words can't be searched with ~. Put the value in double quotes if it holds a ~.";
                    case "^" ->
                        "Nothing is ranked, so ^ does not apply. Put the value in double quotes if it holds a ^.";
                    case "/" ->
                        "Regular expressions are not supported. Put the value in double quotes if it holds a /.";
                    case "]", "}" -> "A range is closed that was not opened.";
                    default -> "This character can't stand here. Put the value in double quotes if it belongs to one.";
                });
    }

    /** A word that nothing allows where it stands. */
    static InvalidQueryException unexpected(Token token) {
        return at(
                token,
                switch (token.getType()) {
                    case Token.EOF -> "The query ends where a value or a closing bracket is missing.";
                    case UserQueryLexer.CLOSE -> "A parenthesis is closed that was not opened, or that holds nothing.";
                    case UserQueryLexer.COLON ->
                        "A colon needs one field before it. Put the value in double quotes if it holds" + " a colon.";
                    case UserQueryLexer.AND, UserQueryLexer.OR ->
                        "AND and OR stand between two values. Put the word in double" + " quotes if you look for it.";
                    case UserQueryLexer.NOT, UserQueryLexer.PLUS, UserQueryLexer.MINUS ->
                        "NOT, - and + stand once, before a"
                                + " value or a field. Put the value in double quotes if it begins with such a character.";
                    case UserQueryLexer.TO,
                            UserQueryLexer.RANGE_TO,
                            UserQueryLexer.RANGE_BELOW,
                            UserQueryLexer.RANGE_TERM,
                            UserQueryLexer.RANGE_QUOTED ->
                        "A range is written [FROM TO UNTIL], with * for an open end.";
                    default -> "Nothing may stand here. Put the value in double quotes if it holds brackets or blanks.";
                });
    }

    private static InvalidQueryException at(Token token, String sentence) {
        return new InvalidQueryException(sentence.substring(0, sentence.indexOf('.')) + " (column "
                + QueryTokens.column(token) + ")" + sentence.substring(sentence.indexOf('.')));
    }
}
