package dev.usher.app.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when no server was there at the time of a firing. It is noted as missed in any case. */
public enum Misfire {
    /** One job as soon as a server is there, however many firings were missed. */
    @JsonProperty("run_once")
    RUN_ONCE,
    /** Nothing until the next firing. */
    @JsonProperty("skip")
    SKIP
}
