package dev.usher.app.cli;

import dev.usher.app.problem.ProblemException;
import dev.usher.app.problem.ProblemType;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Users as they are named on the command line. Messages do not repeat what was typed: ids hold addresses here and there. */
final class UserArguments {

    static final String CONNECTION = "connection";

    private UserArguments() {}

    static boolean isId(String typed) {
        return typed.indexOf('|') >= 0;
    }

    /** @throws UsageException if it can't be one: most likely the shell cut it off */
    static void requireId(String typed) {
        if (!isId(typed)) {
            throw new UsageException("ID is not the id of a user: that has a | in it, such as 'auth0|63d17c4a8869'."
                    + " Put it into single quotes, or the shell takes the | for its own.");
        }
    }

    static void requireEmail(String typed) {
        if (typed.indexOf('@') < 0) {
            throw new UsageException("ID|EMAIL is neither: an id has a | in it and stands in single quotes, such as"
                    + " 'auth0|63d17c4a8869'; an e-mail address has an @. 'usher users find' searches.");
        }
    }

    /** The same body with another name of the connection, if it names one. */
    static ObjectNode withConnection(ObjectNode body, UnaryOperator<String> name) {
        var typed = body.path(CONNECTION);
        return typed.isString() ? body.deepCopy().put(CONNECTION, name.apply(typed.stringValue())) : body;
    }

    static ProblemException noUserWithEmail() {
        return new ProblemException(
                ProblemType.USER_NOT_FOUND,
                "There is no user with exactly this e-mail address; databases keep theirs in lower case."
                        + " 'usher users find' ignores case.");
    }

    static ProblemException noUser() {
        return new ProblemException(
                ProblemType.USER_NOT_FOUND, "There is no user with this id. 'usher users find' searches.");
    }
}
