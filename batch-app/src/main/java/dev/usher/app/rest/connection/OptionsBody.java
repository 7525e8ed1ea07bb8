package dev.usher.app.rest.connection;

import dev.usher.app.rest.body.RequestObject;
import dev.usher.jobs.connection.ConnectionOptions;
import dev.usher.jobs.connection.ConnectionOptions.SetUserRootAttributes;
import dev.usher.jobs.connection.PasswordOptions;
import dev.usher.jobs.credential.verify.PasswordStrength.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The options in the body of a request. */
final class OptionsBody {

    private static final Set<String> OURS = Set.of(
            "requires_username",
            "validation",
            "set_user_root_attributes",
            "required_fields",
            "passwordPolicy",
            "password_complexity_options",
            "password_hash");

    /**
     * Options of Auth0's about how people log in, and how an identity provider is reached. Nobody logs in with them here: they
     * are taken, so that a connection of Auth0's can be created as it is, and forgotten, so that no secret is kept.
     */
    private static final Set<String> IGNORED = Set.of(
            "api_enable_groups",
            "api_enable_users",
            "app_domain",
            "app_id",
            "attribute_map",
            "attributes",
            "authentication_methods",
            "authorization_endpoint",
            "authParams",
            "authParamsMap",
            "basic_profile",
            "brute_force_protection",
            "cert",
            "client_id",
            "client_secret",
            "configuration",
            "connection_settings",
            "custom_password_hash",
            "customScripts",
            "debug",
            "deflate",
            "digestAlgorithm",
            "disable_self_service_change_password",
            "disable_sign_out",
            "disable_signup",
            "disableSignout",
            "discovery_url",
            "domain",
            "domain_aliases",
            "email",
            "enable_script_context",
            "enabledDatabaseCustomization",
            "ext_groups",
            "ext_nested_groups",
            "ext_profile",
            "fieldsMap",
            "forward_request_info",
            "freeform_scopes",
            "from",
            "gateway_authentication",
            "gateway_url",
            "icon_url",
            "id_token_signed_response_algs",
            "identity_api",
            "idpinitiated",
            "import_mode",
            "ips",
            "issuer",
            "jwks_uri",
            "max_groups_to_retrieve",
            "messaging_service_sid",
            "metadataUrl",
            "metadataXml",
            "mfa",
            "name",
            "non_persistent_attrs",
            "oidc_metadata",
            "passkey_options",
            "password_dictionary",
            "password_history",
            "password_no_personal_info",
            "password_options",
            "pkce_enabled",
            "precedence",
            "profile",
            "protocolBinding",
            "provider",
            "realm_fallback",
            "recipientUrl",
            "scope",
            "scopes",
            "scripts",
            "send_back_channel_nonce",
            "should_trust_email_verified_connection",
            "signatureAlgorithm",
            "signInEndpoint",
            "signing_key",
            "signingCert",
            "signOutEndpoint",
            "signSAMLRequest",
            "strategy_version",
            "subject",
            "syntax",
            "template",
            "tenant_domain",
            "tenantId",
            "thumbprints",
            "token_endpoint",
            "token_endpoint_auth_method",
            "tokenURL",
            "totp",
            "twilio_sid",
            "twilio_token",
            "type",
            "upstream_params",
            "use_wsfed",
            "useCommonEndpoint",
            "user_id_attribute",
            "userid_attribute",
            "userInfo",
            "userinfo_endpoint",
            "waad_common_endpoint",
            "waad_protocol");

    private OptionsBody() {}

    /**
     * What is not given has its default.
     *
     * @throws IllegalArgumentException if a value is of the right type, and yet can't be
     */
    static ConnectionOptions options(RequestObject options) {
        var known = new HashSet<>(IGNORED);
        known.addAll(OURS);
        options.requireOnly(known);
        var length = options.object("validation")
                .map(validation -> validation.requireOnly(Set.of("username")))
                .flatMap(validation -> validation.object("username"))
                .map(username -> username.requireOnly(Set.of("min", "max")));
        var defaults = ConnectionOptions.DEFAULTS;
        return new ConnectionOptions(
                options.flag("requires_username", defaults.requiresUsername()),
                length(length, "min", defaults.usernameMinLength()),
                length(length, "max", defaults.usernameMaxLength()),
                options.choice("set_user_root_attributes", SetUserRootAttributes.class)
                        .orElse(defaults.setUserRootAttributes()),
                options.texts("required_fields"),
                passwords(options, defaults.passwords()));
    }

    private static PasswordOptions passwords(RequestObject options, PasswordOptions defaults) {
        var length = options.object("password_complexity_options").map(o -> o.requireOnly(Set.of("min_length")));
        var hash = options.object("password_hash").map(o -> o.requireOnly(Set.of("algorithm", "cost")));
        return new PasswordOptions(
                options.choice("passwordPolicy", Level.class).orElse(defaults.policy()),
                length(length, "min_length", defaults.minLength()),
                hash.flatMap(h -> h.choice("algorithm", PasswordOptions.Hash.class))
                        .orElse(defaults.hash()),
                length(hash, "cost", defaults.bcryptCost()));
    }

    private static int length(Optional<RequestObject> object, String name, int otherwise) {
        return object.flatMap(given -> given.integer(name, 1))
                .map(given -> (int) Math.min(given, Integer.MAX_VALUE))
                .orElse(otherwise);
    }
}
