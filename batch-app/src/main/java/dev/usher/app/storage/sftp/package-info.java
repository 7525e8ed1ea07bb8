/**
 * Folders that are reached by SFTP.
 *
 * <p>Start at {@link dev.usher.app.storage.sftp.SftpStore}. Only here are classes of Apache MINA named.
 */
@NullMarked
package dev.usher.app.storage.sftp;

import org.jspecify.annotations.NullMarked;
