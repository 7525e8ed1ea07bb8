package dev.usher.app.storage.s3;

import dev.usher.jobs.external.ExternalStoreException;
import dev.usher.jobs.external.ExternalStoreException.Reason;
import java.io.IOException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What it means for us that a bucket did not do what it was asked.
 *
 * @param store its name
 */
record S3Failures(String store) {

    /** Says the code of a server's answer and nothing else of it. */
    ExternalStoreException of(String what, SdkException failure) {
        var start = "The store " + store + " can't " + what;
        if (!(failure instanceof AwsServiceException answer)) {
            return new ExternalStoreException(
                    Reason.UNREACHABLE, start + ": its server can't be reached, or no key for it was found.", failure);
        }
        var details = answer.awsErrorDetails();
        var code = details == null || details.errorCode() == null ? "" : " " + details.errorCode();
        var said = " (" + answer.statusCode() + code + ").";
        if (code.equals(" NoSuchBucket")) {
            return new ExternalStoreException(Reason.REFUSED, start + ": there is no such bucket.", failure);
        }
        return switch (answer.statusCode()) {
            case 301, 307, 308, 400 ->
                new ExternalStoreException(
                        Reason.REFUSED, start + said + " Check its bucket, region and endpoint.", failure);
            case 401, 403 ->
                new ExternalStoreException(
                        Reason.REFUSED, start + ": its key is wrong, or does not allow this" + said, failure);
            case 404 -> new ExternalStoreException(Reason.GONE, start + ": it is not there (any more)" + said, failure);
            case 409, 412 ->
                new ExternalStoreException(Reason.CHANGED, start + ": somebody has changed it" + said, failure);
            default -> new ExternalStoreException(Reason.UNREACHABLE, start + said, failure);
        };
    }

    ExternalStoreException broken(String what, IOException failure) {
        return new ExternalStoreException(
                Reason.UNREACHABLE,
                "The store " + store + " can't " + what + ": the connection broke ("
                        + failure.getClass().getSimpleName() + ").",
                failure);
    }
}
