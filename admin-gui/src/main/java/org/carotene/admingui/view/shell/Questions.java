package org.carotene.admingui.view.shell;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.VBox;
import org.carotene.admingui.client.CertificateTrust;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Dialogs;
import org.carotene.admingui.fx.Facts;
import org.carotene.admingui.fx.Units;
import org.carotene.admingui.vm.Desk;
import org.carotene.admingui.vm.Question;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Asks what only the operator can decide: for a token, and whether to trust a certificate. */
final class Questions {
    private final Desk desk;
    private final Dialogs dialogs;
    private final ChangeListener<@Nullable Question> asked = (property, before, now) -> ask(now);

    Questions(Desk desk, Dialogs dialogs) {
        this.desk = desk;
        this.dialogs = dialogs;
        desk.question().addListener(asked);
    }

    void stop() {
        desk.question().removeListener(asked);
    }

    private void ask(@Nullable Question question) {
        if (question instanceof Question.Token token) {
            askToken(token);
        } else if (question instanceof Question.Certificate certificate) {
            askCertificate(certificate);
        }
    }

    private void askToken(Question.Token question) {
        PasswordField secret = new PasswordField();
        secret.setId("secret");
        secret.setAccessibleText(text("token.title", question.profile().name()));
        CheckBox keep = new CheckBox(text(desk.keepsTokens() ? "token.keep" : "token.keep.now"));
        keep.setSelected(true);
        Button go = new Button(text("connect"));
        go.setId("secret-ok");
        go.getStyleClass().add(Styles.ACCENT);
        go.disableProperty().bind(secret.textProperty().isEmpty());
        boolean[] answered = {false};
        go.setOnAction(event -> {
            answered[0] = true;
            String value = secret.getText().trim();
            dialogs.overlay().close();
            desk.answerToken(question.profile(), value, keep.isSelected());
        });
        secret.setOnAction(event -> go.fire());
        var detail = Controls.label(
                question.problem() == null ? text("token.detail") : text("token.refused", question.problem()),
                question.problem() == null ? "muted" : "bad-text");
        detail.setWrapText(true);
        detail.setMaxWidth(432);
        dialogs.show(
                text("token.title", question.profile().name()),
                Feather.KEY,
                new VBox(10, detail, secret, keep),
                secret,
                () -> {
                    if (!answered[0]) {
                        desk.answerToken(question.profile(), null, false);
                    }
                },
                dialogs.cancelButton(),
                go);
    }

    private void askCertificate(Question.Certificate question) {
        X509Certificate shown = question.certificate();
        Facts<X509Certificate> facts = new Facts<X509Certificate>()
                .fact(
                        "certificate.subject",
                        one -> one.getSubjectX500Principal().getName())
                .fact("certificate.names", Questions::names)
                .fact("certificate.issuer", one -> one.getIssuerX500Principal().getName())
                .fact(
                        "certificate.until",
                        one -> Units.dayAndTime(one.getNotAfter().toInstant()))
                .mono("certificate.fingerprint", one -> lines(CertificateTrust.fingerprint(one)));
        if (question.before() != null) {
            String before = question.before().fingerprint();
            facts.mono("certificate.before", one -> lines(before));
        }
        facts.show(shown);
        boolean[] trusts = {false};
        Button trust = new Button(text("certificate.trust"));
        trust.setId("trust");
        trust.getStyleClass().add(Styles.DANGER);
        trust.setOnAction(event -> {
            trusts[0] = true;
            dialogs.overlay().close();
            desk.answerCertificate(question, true);
        });
        Button cancel = dialogs.cancelButton();
        boolean changed = question.changed();
        var detail = changed
                ? Controls.label(text("certificate.changed.detail"), "bad-text")
                : Controls.label(text("certificate.detail"), "muted");
        detail.setWrapText(true);
        detail.setMaxWidth(432);
        dialogs.show(
                text(changed ? "certificate.changed.title" : "certificate.title", question.node()),
                changed ? Feather.ALERT_OCTAGON : Feather.SHIELD_OFF,
                new VBox(12, detail, facts),
                cancel,
                () -> {
                    if (!trusts[0]) {
                        desk.answerCertificate(question, false);
                    }
                },
                cancel,
                trust);
    }

    /** Eight bytes on each line, to be compared without losing the place. */
    private static String lines(String fingerprint) {
        return fingerprint.replaceAll("((?:[0-9A-F]{2}:){8})", "$1\n");
    }

    private static String names(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? text("certificate.names.none")
                    : names.stream().map(name -> String.valueOf(name.get(1))).collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return Units.unknown();
        }
    }
}
