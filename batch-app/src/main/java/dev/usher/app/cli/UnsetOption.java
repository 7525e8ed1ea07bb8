package dev.usher.app.cli;

import static java.util.stream.Collectors.toCollection;

import dev.usher.jobs.user.UserAttribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a user is to have no longer. */
final class UnsetOption {

    private static final Set<UserAttribute> METADATA =
            EnumSet.of(UserAttribute.APP_METADATA, UserAttribute.USER_METADATA);

    @Option(
            names = "--unset",
            paramLabel = "ATTRIBUTE",
            split = ",",
            completionCandidates = Names.class,
            description = "Remove these: ${COMPLETION-CANDIDATES}.")
    List<String> names = new ArrayList<>();

    void putInto(ObjectNode body) {
        for (var name : names) {
            var attribute = UserAttribute.findByName(name.strip())
                    .filter(Names.UNSETTABLE::contains)
                    .orElseThrow(() -> new UsageException(
                            "--unset does not take '" + name + "'. It takes " + String.join(", ", new Names()) + "."));
            if (body.has(attribute.attributeName())) {
                throw new UsageException("--unset " + name + " contradicts the value that is given. Choose one.");
            }
            if (METADATA.contains(attribute)) {
                body.putObject(attribute.attributeName());
            } else {
                body.putNull(attribute.attributeName());
            }
        }
    }

    /** What {@code --unset} takes. */
    static final class Names implements Iterable<String> {

        private static final Set<UserAttribute> UNSETTABLE = Arrays.stream(UserAttribute.values())
                .filter(attribute -> attribute.type() == UserAttribute.Type.TEXT || METADATA.contains(attribute))
                .filter(attribute -> attribute != UserAttribute.USER_ID && !attribute.secret())
                .collect(toCollection(() -> EnumSet.noneOf(UserAttribute.class)));

        @Override
        public Iterator<String> iterator() {
            return UNSETTABLE.stream().map(UserAttribute::attributeName).iterator();
        }
    }
}
