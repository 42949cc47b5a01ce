package dev.tributary.console.setup;

import dev.tributary.catalog.CatalogLists;
import dev.tributary.catalog.CatalogLists.SkuFilter;
import dev.tributary.catalog.CatalogSetup;
import dev.tributary.catalog.CatalogSetup.ProductDraft;
import dev.tributary.catalog.CatalogSetup.ProductResult;
import dev.tributary.catalog.CatalogSetup.SkuDraft;
import dev.tributary.catalog.Sku;
import dev.tributary.console.Desk;
import dev.tributary.console.Flash;
import dev.tributary.kernel.Money;
import dev.tributary.kernel.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Products and their SKUs, one by one or by CSV. */
@Controller
@RequestMapping("/console/m/{merchant}/setup/products")
class ProductsController {

    private static final int SKUS = 50;

    private final CatalogLists lists;
    private final CatalogSetup setup;

    ProductsController(CatalogLists lists, CatalogSetup setup) {
        this.lists = lists;
        this.setup = setup;
    }

    @GetMapping
    String page(
            Desk desk,
            @RequestParam(defaultValue = "") String text,
            @RequestParam Optional<String> cursor,
            Model model) {
        model.addAttribute("text", text);
        return show(desk, text, cursor, model);
    }

    @PostMapping
    String save(Desk desk, @RequestParam Map<String, String> values, Model model, RedirectAttributes redirect) {
        var form = new Form(values);
        String code = form.required("code");
        String name = form.required("name");
        String sku = form.optional("sku").orElse(code);
        var unit = form.one(Sku.BaseUnit.class, "unit");
        var price = form.money("price", desk.merchant().currency());
        if (price.isEmpty()) {
            form.wrong("price", "This is needed.");
        }
        if (form.right()) {
            var draft = new SkuDraft(
                    sku,
                    form.optional("skuName").orElse(name),
                    form.optional("gtin"),
                    unit.orElseThrow(),
                    price.orElse(new Money(0, desk.merchant().currency())),
                    Optional.empty());
            saveOne(desk, new ProductDraft(code, name, List.of(draft)), form);
        }
        if (form.right()) {
            Flash.good(redirect, "products.flash.saved", name);
            return "redirect:" + desk.path("/setup/products");
        }
        form.showAgain(model);
        return show(desk, "", Optional.empty(), model);
    }

    @PostMapping("/csv")
    String upload(Desk desk, @RequestParam MultipartFile file, Model model) throws IOException {
        try {
            var drafts = ProductCsv.read(file.getBytes(), desk.merchant().currency());
            model.addAttribute("results", new Upload(setup.saveProducts(desk.id(), drafts)));
        } catch (ProblemException e) {
            var form = new Form(Map.of());
            form.wrong(e);
            form.showAgain(model);
        }
        return show(desk, "", Optional.empty(), model);
    }

    private void saveOne(Desk desk, ProductDraft product, Form form) {
        try {
            if (setup.saveProducts(desk.id(), List.of(product)).getFirst() instanceof ProductResult.Refused refused) {
                form.wrong(ProblemException.invalid(refused.violations()));
            }
        } catch (ProblemException e) {
            form.wrong(e);
        }
    }

    private String show(Desk desk, String text, Optional<String> cursor, Model model) {
        var filter = text.isBlank()
                ? SkuFilter.ALL
                : new SkuFilter(Optional.empty(), Optional.empty(), Optional.of(text.strip()));
        var page = lists.skus(desk.id(), filter, cursor, SKUS);
        model.addAttribute("skus", page.items());
        model.addAttribute("nextCursor", page.nextCursor().orElse(null));
        model.addAttribute("units", Sku.BaseUnit.values());
        return "console/products";
    }

    /** What an upload did. */
    record Upload(List<ProductResult> results) {

        public int created() {
            return saved().stream().mapToInt(ProductResult.Saved::created).sum();
        }

        public int updated() {
            return saved().stream().mapToInt(ProductResult.Saved::updated).sum();
        }

        public List<ProductResult.Refused> refused() {
            return results.stream()
                    .filter(ProductResult.Refused.class::isInstance)
                    .map(ProductResult.Refused.class::cast)
                    .toList();
        }

        private List<ProductResult.Saved> saved() {
            return results.stream()
                    .filter(ProductResult.Saved.class::isInstance)
                    .map(ProductResult.Saved.class::cast)
                    .toList();
        }
    }
}
