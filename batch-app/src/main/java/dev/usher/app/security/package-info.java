/**
 * Who may call what over HTTP: which token a request has, and which scope it needs.
 *
 * <p>Start at {@link dev.usher.app.security.SecurityConfiguration}. It knows no job.
 */
@NullMarked
package dev.usher.app.security;

import org.jspecify.annotations.NullMarked;
