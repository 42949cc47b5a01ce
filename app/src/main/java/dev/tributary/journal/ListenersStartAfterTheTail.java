package dev.tributary.journal;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.InstantiationAwareBeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Fixes where the tail begins before the first listener is even constructed. A listener may then load its state at any
 * moment of its life: what is committed after that is heard, for it is committed after this.
 */
@Component
class ListenersStartAfterTheTail implements InstantiationAwareBeanPostProcessor {

    private final BeanFactory beans;

    ListenersStartAfterTheTail(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Object postProcessBeforeInstantiation(Class<?> beanClass, String beanName) {
        if (JournalListener.class.isAssignableFrom(beanClass)) {
            beans.getBean(JournalTail.class).fixStart();
        }
        return null;
    }
}
