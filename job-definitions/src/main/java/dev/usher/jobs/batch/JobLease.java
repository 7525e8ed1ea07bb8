package dev.usher.jobs.batch;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The right to write for a job, as one owner holds it; shared by the workers of that owner.
 *
 * <p>A takeover gives the job a new token. A node that froze and wakes up still has the old one, and every one of its
 * transactions fails at {@link #hold()}. The owner itself takes a new token before it tries again after a lost
 * connection, because the server may still be busy with what that connection had sent.
 */
public final class JobLease {

    /** In front of the token in {@code application_name}; a takeover ends the sessions that carry the old token. */
    public static final String SESSION_PREFIX = "usher lease ";

    private static final String HOLD = """
            SELECT set_config('application_name', :session, true),
                   set_config('synchronous_commit', 'off', true)
              FROM job_leases
             WHERE job_id = :job AND token = :token
               FOR SHARE
            """;

    private final JdbcClient jdbc;
    private final String jobId;
    private volatile long token;

    public JobLease(JdbcClient jdbc, String jobId, long token) {
        this.jdbc = jdbc;
        this.jobId = jobId;
        this.token = token;
    }

    /**
     * Makes sure that the transaction of the calling thread commits only while the lease is held: the lease can't be
     * taken over before that transaction ends. Call it first in every transaction that writes for the job.
     *
     * <p>The transaction's commit does not wait for the disk: what a chunk wrote and its restart position are in the
     * same commit, so a crash of the database loses both or none. The commit that ends the job does wait, and with it
     * all before.
     *
     * @throws LeaseLostException if another owner has the job
     */
    public void hold() {
        var held = jdbc.sql(HOLD)
                .param("session", SESSION_PREFIX + token)
                .param("job", jobId)
                .param("token", token)
                .query((row, number) -> row.getString(1))
                .optional();
        if (held.isEmpty()) {
            throw new LeaseLostException(jobId);
        }
    }

    public long token() {
        return token;
    }

    /**
     * Goes on under a new token of the same owner. Only while none of its workers runs: whatever they had under way is
     * fenced off like that of another owner.
     */
    public void renewed(long newToken) {
        token = newToken;
    }
}
