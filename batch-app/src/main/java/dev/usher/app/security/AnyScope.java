package dev.usher.app.security;

import dev.usher.app.security.client.Scope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a handler method: whoever has one of these scopes. Without this annotation nobody may. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface AnyScope {

    /** In the order in which a refusal names them. */
    Scope[] value();
}
