package dev.livetail;

import com.microsoft.playwright.Page;
import java.util.List;

/** How well the texts of a page stand out from what is behind them. */
final class Contrast {
    private static final String FAINT_TEXTS = """
            () => {
              // What is mixed of colours is told in shares of one.
              const rgb = colour => colour.match(/[\\d.]+/g).map(v => colour.startsWith('color(srgb') ? v * 255 : Number(v));
              const light = colour => rgb(colour).slice(0, 3)
                .map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const opaque = colour => rgb(colour).length === 3;
              const behind = element => {
                const colour = getComputedStyle(element).backgroundColor;
                return opaque(colour) ? colour : behind(element.parentElement);
              };
              const faint = [];
              for (const element of document.querySelectorAll('body *')) {
                if ([...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) {
                  const [dark, bright] = [light(getComputedStyle(element).color), light(behind(element))].sort();
                  if ((bright + 0.05) / (dark + 0.05) < 4.5) {
                    faint.push(element.outerHTML);
                  }
                }
              }
              return faint;
            }""";

    private static final String IS_LIGHT =
            "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).every(part => part > 127)";

    private Contrast() {}

    /** The elements whose text stands out less than WCAG 2.2 (1.4.3, AA) asks. */
    @SuppressWarnings("unchecked") // what the script returns
    static List<String> faintTexts(Page page) {
        return (List<String>) page.evaluate(FAINT_TEXTS);
    }

    static boolean isLight(Page page) {
        return (Boolean) page.evaluate(IS_LIGHT);
    }
}
