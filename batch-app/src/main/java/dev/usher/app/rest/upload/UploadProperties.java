package dev.usher.app.rest.upload;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What may be uploaded.
 *
 * @param maxSize of a whole request, as its length or what arrives of it
 */
@ConfigurationProperties("usher.upload")
public record UploadProperties(@DefaultValue("10GB") DataSize maxSize) {

    public UploadProperties {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException("usher.upload.max-size is " + maxSize + "; it must be at least 1B");
        }
    }
}
