/** What nobody can guess, and nobody has had before. */
@NullMarked
package dev.usher.jobs.random;

import org.jspecify.annotations.NullMarked;
