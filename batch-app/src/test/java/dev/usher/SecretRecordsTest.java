package dev.usher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.StringNode;

/** Records print all that they hold, unless somebody has thought of it: those that hold secrets, or data of users, must not. */
class SecretRecordsTest {

    private static final String CANARY = "canary-of-more-than-thirty-two-characters";

    /** Names of components that may hold such a value, wherever they stand. */
    private static final Set<String> SECRETS = Set.of(
            "accessToken",
            "appMetadata",
            "clientSecret",
            "customHash",
            "email",
            "given",
            "hash",
            "idToken",
            "identifier",
            "ip",
            "mfaToken",
            "password",
            "phoneNumber",
            "q",
            "recoveryCode",
            "refreshToken",
            "secret",
            "text",
            "token",
            "userMetadata",
            "values");

    @TestFactory
    Stream<DynamicTest> printNoneOfTheirSecrets() {
        return PackageRulesTest.OURS.stream()
                .filter(type -> type.isRecord() && type.getPackageName().startsWith("dev.usher.app."))
                .map(JavaClass::reflect)
                .filter(SecretRecordsTest::hasSecrets)
                .map(type -> dynamicTest(
                        type.getName(), () -> assertThat(made(type).toString()).doesNotContain(CANARY)));
    }

    private static boolean hasSecrets(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).anyMatch(component -> isSecret(component.getName()));
    }

    private static boolean isSecret(String name) {
        return SECRETS.contains(name);
    }

    private static Object made(Class<?> type) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        var values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            var name = components[i].getName();
            // Settings must be complete, and not more than that.
            values[i] = value(components[i], isSecret(name) ? CANARY : name.endsWith("Id") ? "x" : "");
        }
        return constructor.newInstance(values);
    }

    /** Nothing if not all values will do. */
    private static @Nullable Object part(Class<?> type) throws ReflectiveOperationException {
        try {
            return made(type);
        } catch (InvocationTargetException e) {
            return null;
        }
    }

    private static @Nullable Object value(RecordComponent component, String text) throws ReflectiveOperationException {
        var type = component.getType();
        if (type.isRecord()) {
            return part(type);
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        if (type == long.class) {
            return 0L;
        }
        boolean ofText = component.getGenericType().getTypeName().equals("java.util.Optional<java.lang.String>");
        return Stream.of(
                        text,
                        StringNode.valueOf(text),
                        ofText ? Optional.of(text) : Optional.empty(),
                        List.of(text),
                        Set.of(text),
                        Map.of("x", text),
                        Instant.EPOCH)
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }
}
