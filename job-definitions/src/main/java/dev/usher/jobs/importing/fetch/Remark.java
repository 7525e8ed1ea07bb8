package dev.usher.jobs.importing.fetch;

/** Why a job completed without importing anything; its name is the job's status code. */
public enum Remark {
    /** There is no file, and its source says that this is fine. */
    NO_FILE("There was no file to import."),
    /** The file is the one that was imported last, or none is newer than that. */
    UNCHANGED("The source has nothing new: its files are what was imported last, or older than that.");

    private final String sentence;

    Remark(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
