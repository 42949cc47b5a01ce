package dev.tributary;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.RequestContextFilter;

/** Leaves out what the framework does for each request and nothing here needs. */
@Configuration(proxyBeanMethods = false)
class PlainRequests {

    /** The dispatcher ties the request to its thread by itself; no filter before it asks for it there. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noSecondRequestContext() {
        var registration = new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }
}
