package dev.usher.jobs.importing.mirror;

/** Why a job blocked and deleted nobody although it was to, and went on with its rows. The names are kept with jobs. */
public enum MirrorRefusal {
    /** Nobody can tell whose some records are. */
    UNKNOWN_RECORDS(
            "nobody was blocked or deleted as missing: there are records that can't be read, or name no user by a"
                    + " key that is right, so nobody can tell who is missing"),
    /** A job that was submitted later has been there before. */
    NEWER_RUN(
            "nobody more was blocked or deleted as missing: a mirror that was submitted later knows better who belongs to"
                    + " the connection");

    /** Of the warning in the table {@code job_warnings}, whose path is the reason. */
    public static final String CODE = "MIRROR_REFUSED";

    private final String sentence;

    MirrorRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** For the operator; of records their number follows. */
    public String sentence() {
        return sentence;
    }
}
