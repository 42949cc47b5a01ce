package dev.tributary.access.people;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/** Machines authenticate by tokens and signatures and pass untouched; everything else is the console, by session. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; "
                    + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    static final String LOG_IN = "/console/login";
    static final String SECOND_STEP = LOG_IN + "/second-step";

    /** The server refuses control characters in headers itself; here every token would be matched once more, by a regex. */
    @Bean
    StrictHttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    @Bean
    @Order(1)
    SecurityFilterChain machines() {
        return new DefaultSecurityFilterChain(ConsoleSecurity::isMachinesPath);
    }

    @Bean
    @Order(2)
    SecurityFilterChain console(
            HttpSecurity http,
            OperatorLogin login,
            SecondStep secondStep,
            ConsoleRules rules,
            CsrfTokenRepository csrfTokens)
            throws Exception {
        // Named, so that no other manager asks the same provider a second time and counts one mistake twice.
        return http.authenticationManager(new ProviderManager(login))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(
                                        LOG_IN,
                                        SECOND_STEP,
                                        SECOND_STEP + "/set-up",
                                        "/console/welcome",
                                        "/console/assets/**",
                                        "/access/**",
                                        "/webjars/**")
                                .permitAll()
                                .requestMatchers("/", "/console", "/console/**")
                                .access(rules)
                                .anyRequest()
                                .denyAll())
                .formLogin(form -> form.loginPage(LOG_IN)
                        .defaultSuccessUrl("/console", true)
                        .failureHandler(turnedAway(secondStep)))
                .logout(logout -> logout.logoutUrl("/console/logout").logoutSuccessUrl(LOG_IN + "?out"))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(ConsoleSecurity::showLogin))
                // In a cookie, and no request is saved: a stranger who knocks leaves nothing in memory.
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .build();
    }

    static boolean isMachinesPath(HttpServletRequest request) {
        String path = request.getServletPath();
        return path.startsWith("/v1/")
                || path.startsWith("/doors/")
                || path.equals("/oauth/token")
                || path.equals("/openapi.json")
                || path.equals("/livez")
                || path.equals("/readyz")
                || path.equals("/metrics");
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict"));
        return tokens;
    }

    private static AuthenticationFailureHandler turnedAway(SecondStep secondStep) {
        return (request, response, error) -> {
            if (error instanceof SecondStepNeeded needed) {
                secondStep.begin(request, needed.operator());
                response.sendRedirect(SECOND_STEP);
            } else {
                response.sendRedirect(LOG_IN + (error instanceof LockedException ? "?wait" : "?wrong"));
            }
        };
    }

    private static void showLogin(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
            throws IOException {
        String path = request.getRequestURI();
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", LOG_IN);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (path.equals("/") || path.startsWith("/console")) {
            response.sendRedirect(LOG_IN);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
