package dev.usher.app.schedule;

/** Quartz can't set an alarm, or say which there are. */
final class AlarmException extends RuntimeException {

    AlarmException(Throwable cause) {
        super("The alarms of schedules can't be set.", cause);
    }
}
