package dev.usher.jobs.search;

import dev.usher.jobs.search.QueryNode.AllOf;
import dev.usher.jobs.search.QueryNode.AnyOf;
import dev.usher.jobs.search.QueryNode.Comparison;
import dev.usher.jobs.search.QueryNode.Not;
import dev.usher.jobs.search.ValueTest.Range;
import dev.usher.jobs.search.ValueTest.Value;
import dev.usher.jobs.search.grammar.UserQueryLexer;
import dev.usher.jobs.search.grammar.UserQueryParser;
import dev.usher.jobs.search.grammar.UserQueryParser.AdjacentContext;
import dev.usher.jobs.search.grammar.UserQueryParser.AlternativesContext;
import dev.usher.jobs.search.grammar.UserQueryParser.BoundContext;
import dev.usher.jobs.search.grammar.UserQueryParser.ClauseContext;
import dev.usher.jobs.search.grammar.UserQueryParser.ConjunctionContext;
import dev.usher.jobs.search.grammar.UserQueryParser.OperandContext;
import dev.usher.jobs.search.grammar.UserQueryParser.RangeContext;
import dev.usher.jobs.search.grammar.UserQueryParser.ValueContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** Makes the syntax tree of a query out of what the parser found. */
final class QueryReader {

    /** The field that the values of a group have unless they name another. */
    private record Scope(@Nullable String field, int column) {}

    private static final Scope NO_FIELD = new Scope(null, 0);

    private QueryReader() {}

    /** @throws InvalidQueryException if it breaks the grammar or a limit */
    static QueryNode read(String text) {
        var parser = new UserQueryParser(QueryTokens.of(text));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        try {
            return alternatives(parser.query().alternatives(), NO_FIELD);
        } catch (ParseCancellationException e) {
            throw e.getCause() instanceof RecognitionException cause
                    ? SyntaxProblem.unexpected(cause.getOffendingToken())
                    : e;
        }
    }

    private static QueryNode alternatives(AlternativesContext context, Scope scope) {
        return any(context.adjacent().stream()
                .map(adjacent -> adjacent(adjacent, scope))
                .toList());
    }

    /**
     * Clauses without an operator between them mean what they mean to Lucene: signed ones decide, and only if none of them
     * is required, one of the others has to match.
     */
    private static QueryNode adjacent(AdjacentContext context, Scope scope) {
        if (context.conjunction().size() == 1) {
            return conjunction(context.conjunction(0), scope);
        }
        var decisive = new ArrayList<QueryNode>();
        var others = new ArrayList<QueryNode>();
        boolean required = false;
        for (ConjunctionContext conjunction : context.conjunction()) {
            var sign = conjunction.clause().size() == 1 ? conjunction.clause(0).sign : null;
            (sign == null ? others : decisive).add(conjunction(conjunction, scope));
            required |= sign != null && sign.getType() == UserQueryLexer.PLUS;
        }
        if (!required && !others.isEmpty()) {
            decisive.add(any(others));
        }
        return all(decisive);
    }

    private static QueryNode conjunction(ConjunctionContext context, Scope scope) {
        return all(
                context.clause().stream().map(clause -> clause(clause, scope)).toList());
    }

    private static QueryNode clause(ClauseContext context, Scope scope) {
        var operand = operand(context.operand(), scope);
        return context.sign == null || context.sign.getType() == UserQueryLexer.PLUS ? operand : new Not(operand);
    }

    private static QueryNode operand(OperandContext context, Scope scope) {
        if (context.group() != null) {
            return alternatives(context.group().alternatives(), scope);
        }
        if (context.range() != null) {
            return comparison(range(context.range()), context.getStart(), scope);
        }
        if (context.QUOTED() != null) {
            return comparison(quoted(context.QUOTED().getSymbol()), context.getStart(), scope);
        }
        var term = context.TERM().getSymbol();
        if (context.value() == null) {
            return comparison(QueryText.test(term.getText(), QueryTokens.column(term)), term, scope);
        }
        int column = QueryTokens.column(term);
        return value(context.value(), new Scope(QueryText.plain(term.getText(), column), column));
    }

    private static QueryNode value(ValueContext context, Scope scope) {
        if (context.group() != null) {
            return alternatives(context.group().alternatives(), scope);
        }
        if (context.range() != null) {
            return comparison(range(context.range()), context.getStart(), scope);
        }
        var token = context.getStart();
        return comparison(
                token.getType() == UserQueryLexer.QUOTED
                        ? quoted(token)
                        : QueryText.test(token.getText(), QueryTokens.column(token)),
                token,
                scope);
    }

    private static QueryNode comparison(ValueTest test, Token start, Scope scope) {
        return new Comparison(scope.field(), test, scope.field() == null ? QueryTokens.column(start) : scope.column());
    }

    private static ValueTest quoted(Token token) {
        return new Value(QueryText.unquoted(token.getText(), QueryTokens.column(token)));
    }

    private static ValueTest range(RangeContext context) {
        return new Range(
                bound(context.lower),
                context.low.getType() == UserQueryLexer.RANGE_FROM,
                bound(context.upper),
                context.high.getType() == UserQueryLexer.RANGE_TO);
    }

    private static @Nullable String bound(BoundContext context) {
        var token = context.getStart();
        int column = QueryTokens.column(token);
        if (token.getType() == UserQueryLexer.RANGE_QUOTED) {
            return QueryText.unquoted(token.getText(), column);
        }
        return token.getText().equals("*") ? null : QueryText.plain(token.getText(), column);
    }

    private static QueryNode all(List<QueryNode> nodes) {
        return nodes.size() == 1 ? nodes.get(0) : new AllOf(nodes);
    }

    private static QueryNode any(List<QueryNode> nodes) {
        return nodes.size() == 1 ? nodes.get(0) : new AnyOf(nodes);
    }
}
