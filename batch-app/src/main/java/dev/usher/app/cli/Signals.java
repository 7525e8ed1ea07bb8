package dev.usher.app.cli;

import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands Ctrl-C, SIGTERM and SIGHUP to a handler until it is closed.
 *
 * <p>A shutdown hook would not do: it runs beside those of libraries, and a second Ctrl-C does nothing. The classes of
 * the JDK are reached by reflection because the compiler warns of them and can't be told not to.
 */
final class Signals implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private final Map<Object, Object> previous = new LinkedHashMap<>();

    private Signals() {}

    static Signals handledBy(Runnable handler) {
        var signals = new Signals();
        NAMES.forEach(name -> signals.handle(name, handler));
        return signals;
    }

    private void handle(String name, Runnable handler) {
        try {
            var signal = Class.forName("sun.misc.Signal")
                    .getConstructor(String.class)
                    .newInstance(name);
            previous.put(signal, install(signal, proxy(handler)));
        } catch (ReflectiveOperationException e) {
            // The signal then ends the process at once, and the job can still be restarted.
            LOG.warn("Can't handle SIG{} on this JVM", name, e);
        }
    }

    private static Object install(Object signal, Object handler) throws ReflectiveOperationException {
        return Class.forName("sun.misc.Signal")
                .getMethod("handle", Class.forName("sun.misc.Signal"), Class.forName("sun.misc.SignalHandler"))
                .invoke(null, signal, handler);
    }

    private static Object proxy(Runnable handler) throws ClassNotFoundException {
        var type = Class.forName("sun.misc.SignalHandler");
        return Proxy.newProxyInstance(
                Signals.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    return switch (method.getName()) {
                        case "handle" -> {
                            handler.run();
                            yield null;
                        }
                        case "equals" -> self == arguments[0];
                        case "hashCode" -> System.identityHashCode(self);
                        default -> "signal handler of usher";
                    };
                });
    }

    @Override
    public void close() {
        previous.forEach((signal, handler) -> {
            try {
                install(signal, handler);
            } catch (ReflectiveOperationException e) {
                LOG.warn("Can't put back the handler of {}", signal, e);
            }
        });
    }
}
