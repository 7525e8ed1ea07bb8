package dev.usher.app.rest.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of jobs, newest first.
 *
 * @param next what to ask for as {@code from}; absent on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobPageBody(List<JobBody> jobs, @Nullable String next) {}
