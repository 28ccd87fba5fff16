package dev.rucksack.control.config;

import dev.rucksack.control.metrics.ScrapeFilter;
import dev.rucksack.control.web.ViewerAddress;
import dev.rucksack.control.web.guard.HostFilter;
import dev.rucksack.control.web.guard.OriginFilter;
import dev.rucksack.control.web.guard.OwnNames;
import dev.rucksack.control.web.guard.PhoneFilter;
import dev.rucksack.control.web.guard.Refusals;
import dev.rucksack.control.web.pairing.OwnAddresses;
import dev.rucksack.control.web.pairing.PairedPhones;
import dev.rucksack.control.web.pairing.Pairing;
import dev.rucksack.control.web.pairing.PairingCodes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who gets in, and to what. The reasons are in docs/decisions/0005-pairing.md. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration {

    private static final String CONTENT_SECURITY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; " + "form-action 'self'; frame-ancestors 'none'";

    /** The pairing page and what it is made of; everything else is for phones that are paired. */
    private static final String[] PUBLIC = {
        "/pair", "/rucksack.css", "/icon.svg", "/pair.js", "/api.js", "/dom.js", "/lamps.js", "/light.js", "/words.js"
    };

    @Bean
    OwnAddresses ownAddresses() {
        return new OwnAddresses();
    }

    @Bean
    Pairing pairing(WebProperties web, OwnAddresses addresses, Clock clock, @Value("${rucksack.home}") Path home) {
        String fixed = web.pairingCode() == null || web.pairingCode().isBlank() ? null : web.pairingCode();
        PairingCodes codes = new PairingCodes(fixed, System::nanoTime);
        return new Pairing(codes, new PairedPhones(home.resolve("pairing"), clock), addresses);
    }

    @Bean
    ViewerAddress viewerAddress(@Value("${rucksack.viewer.url:}") String url) {
        return new ViewerAddress(url.isBlank() ? null : URI.create(url));
    }

    @Bean
    ApplicationListener<WebServerInitializedEvent> doorOpened(Pairing pairing) {
        return event -> {
            if (event.getApplicationContext().getServerNamespace() == null) {
                pairing.opened(event.getWebServer().getPort());
            }
        };
    }

    /** Nobody signs in with a password. */
    @Bean
    AuthenticationManager noPasswords() {
        return authentication -> {
            throw new BadCredentialsException("There are no passwords here.");
        };
    }

    @Bean
    OwnNames ownNames(OwnAddresses addresses, WebProperties web) {
        return new OwnNames(addresses, web.names());
    }

    /** By the same rules as the door's. */
    @Bean
    FilterRegistrationBean<ScrapeFilter> scrapes(PrometheusMeterRegistry registry, OwnNames names) {
        var scrapes = new FilterRegistrationBean<>(new ScrapeFilter(
                registry, asked -> isLoopback(asked.getRemoteAddr()) && names.contains(asked.getHeader("Host"))));
        scrapes.addUrlPatterns("/actuator/prometheus");
        scrapes.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return scrapes;
    }

    @Bean
    SecurityFilterChain door(HttpSecurity http, Pairing pairing, OwnNames names) throws Exception {
        Refusals refusals = new Refusals();
        return http.addFilterAfter(new HostFilter(names), HeaderWriterFilter.class)
                .addFilterBefore(new OriginFilter(), AnonymousAuthenticationFilter.class)
                .addFilterBefore(new PhoneFilter(pairing), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(asked -> asked.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .access((who, request) -> new AuthorizationDecision(
                                isLoopback(request.getRequest().getRemoteAddr())))
                        .requestMatchers(PUBLIC)
                        .permitAll()
                        .requestMatchers("/api/pair")
                        .permitAll()
                        .anyRequest()
                        .hasRole("PAIRED"))
                .exceptionHandling(e -> e.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                        .permissionsPolicyHeader(p -> p.policy("camera=(), microphone=(), geolocation=()")))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // the cookie is SameSite=Strict and OriginFilter stands before everything that changes something
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .build();
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
    }
}
