package dev.usher.app.problem;

/** The kinds of requests that can't be met. */
public enum ProblemType {
    /** The request itself is wrong: an option, a value, a combination. */
    INVALID_REQUEST,
    /** There is no such job. */
    JOB_NOT_FOUND,
    /** The state of the job does not allow what was asked. */
    JOB_STATE_CONFLICT,
    /** Another process runs the job. */
    JOB_OWNED_ELSEWHERE,
    /** As many jobs of the kind are active as may be. */
    TOO_MANY_JOBS,
    /** The idempotency key was used for another request. */
    IDEMPOTENCY_CONFLICT,
    /** There is no such connection. */
    CONNECTION_NOT_FOUND,
    /** The connection can't be changed or deleted as asked. */
    CONNECTION_CONFLICT,
    /** There is no connection with the name that a request gives. */
    NAMED_CONNECTION_NOT_FOUND,
    /** There is no such user. */
    USER_NOT_FOUND,
    /** The connection has the user already. */
    USER_EXISTS,
    /** Another user of the connection has the value. */
    USER_VALUE_TAKEN,
    /** The user, or its connection, does not allow the change. */
    USER_CHANGE_REFUSED,
    /** The password does not have the strength that the connection asks for. */
    WEAK_PASSWORD,
    /** The user has no such identity. */
    IDENTITY_NOT_FOUND,
    /** The identity belongs to somebody else. */
    IDENTITY_CONFLICT,
    /** More is asked for at the same time than the machine can do. */
    TOO_BUSY,
    /** A search took longer than it may. */
    SEARCH_TOO_SLOW,
    /** The user has no second factor. */
    ENROLLMENT_NOT_FOUND,
    /** There is no such schedule. */
    SCHEDULE_NOT_FOUND,
    /** The schedule can't be made or changed as asked. */
    SCHEDULE_CONFLICT,
    /** There is no such client. */
    CLIENT_NOT_FOUND,
    /** There is no such webhook. */
    WEBHOOK_NOT_FOUND,
    /** The state of the webhook, or the number of them, does not allow what was asked. */
    WEBHOOK_CONFLICT,
    /** The webhook was never told what the delivery says. */
    DELIVERY_NOT_FOUND,
    /** The input file is missing or can't be read. */
    INPUT_UNREADABLE,
    /** The database went away under a job and did not come back in time. */
    DATABASE_AWAY,
    /** The database went away under a job that was to stop. */
    STOPPED_WITHOUT_DATABASE
}
