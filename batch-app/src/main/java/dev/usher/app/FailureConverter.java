package dev.usher.app;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import java.sql.SQLException;

/**
 * An exception in the log, without its message unless that is our own: what a database or a parser says repeats values
 * of rows. Named in logback.xml.
 */
public final class FailureConverter extends ThrowableHandlingConverter {

    private static final int FRAMES = 12;

    /** Logs whatever ends a step, of which the job's own line says more if it is worth it. */
    private static final String STEPS = "org.springframework.batch.core.step.";

    @Override
    public String convert(ILoggingEvent event) {
        var failure = event.getThrowableProxy();
        if (failure != null && event.getLoggerName().startsWith(STEPS)) {
            return " (" + failure.getClassName() + ")";
        }
        var text = new StringBuilder();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            append(text, cause);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, IThrowableProxy failure) {
        text.append('\n').append(failure.getClassName());
        if (failure.getClassName().startsWith("dev.usher.")) {
            text.append(": ").append(failure.getMessage());
        } else if (failure instanceof ThrowableProxy proxy && proxy.getThrowable() instanceof SQLException sql) {
            text.append(" (SQL state ").append(sql.getSQLState()).append(')');
        }
        var frames = failure.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(FRAMES, frames.length - failure.getCommonFrames()); i++) {
            text.append('\n').append(frames[i].getSTEAsString());
        }
    }
}
