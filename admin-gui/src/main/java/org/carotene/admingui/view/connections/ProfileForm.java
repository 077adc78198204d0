package org.carotene.admingui.view.connections;

import static org.carotene.admingui.fx.Texts.text;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.carotene.admingui.client.Access;
import org.carotene.admingui.fx.Controls;
import org.carotene.admingui.fx.Inputs;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.profile.Profile;
import org.carotene.admingui.profile.Profile.Colour;
import org.carotene.admingui.profile.TrustedCertificate;
import org.carotene.admingui.vm.Desk;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** One connection to be written or changed. */
final class ProfileForm extends VBox {
    private final Desk desk;
    private final TextField name = new TextField();
    private final TextArea seeds = new TextArea();
    private final PasswordField token = new PasswordField();
    private final CheckBox tls = new CheckBox(text("profile.tls"));
    private final CheckBox production = new CheckBox(text("profile.production"));
    private final CheckBox readOnly = new CheckBox(text("profile.readonly"));
    private final ObjectProperty<Colour> colour = new SimpleObjectProperty<>(Colour.BLUE);
    private final Label mistake = Controls.label("", "bad-text");
    private final Label trusted = Controls.label("", "muted");
    private final GridPane grid = new GridPane();
    private final Button connect;
    private Profile edited;
    private List<TrustedCertificate> trusts = List.of();
    private int row;

    ProfileForm(Desk desk, Profile first) {
        super(14);
        this.desk = desk;
        this.edited = first;
        grid.getStyleClass().add("form-grid");
        grid.setHgap(16);
        grid.setVgap(10);
        name.setId("profile-name");
        seeds.setId("profile-seeds");
        token.setId("profile-token");
        seeds.setPrefRowCount(4);
        seeds.setPrefColumnCount(30);
        seeds.getStyleClass().add("mono");
        seeds.setPromptText("node1.example.org:8181\nnode2.example.org:8181");
        token.setPromptText(text(desk.keepsTokens() ? "profile.token.kept" : "profile.token.now"));
        add("profile.name", name);
        add("profile.seeds", seeds);
        add("profile.token", token);
        add(
                "profile.colour",
                Inputs.choice(
                        "profile.colour",
                        List.of(Colour.values()),
                        colour,
                        one -> text("colour." + one.name().toLowerCase(Locale.ROOT))));
        for (CheckBox box : List.of(tls, production, readOnly)) {
            grid.add(box, 1, row++);
        }
        Controls.tip(tls, "profile.tls");
        Controls.tip(production, "profile.production");
        Controls.tip(readOnly, "profile.readonly");
        Button forget = new Button(text("profile.trusted.forget"));
        forget.setOnAction(event -> {
            trusts = List.of();
            showTrusted();
        });
        HBox trusting = new HBox(10, trusted, forget);
        trusting.setAlignment(Pos.CENTER_LEFT);
        onlyWith(trusting, trusted);
        grid.add(trusting, 1, row++);
        mistake.setId("profile-mistake");
        mistake.setWrapText(true);
        onlyWith(mistake, mistake);
        connect = Controls.button("profile.connect", Feather.LOG_IN, this::connect);
        connect.setId("profile-connect");
        connect.getStyleClass().add(Styles.ACCENT);
        Button save = Controls.button("profile.save", Feather.SAVE, this::save);
        save.setId("profile-save");
        HBox buttons = new HBox(8, save, connect);
        getChildren().addAll(grid, mistake, buttons);
        setMaxWidth(640);
        edit(first);
    }

    void focusConnect() {
        connect.requestFocus();
    }

    /** Shows this one to be changed. */
    void edit(Profile profile) {
        edited = profile;
        name.setText(profile.name());
        seeds.setText(String.join(
                "\n", profile.seeds().stream().map(NodeAddress::toString).toList()));
        token.clear();
        tls.setSelected(profile.tls());
        production.setSelected(profile.production());
        readOnly.setSelected(profile.readOnly());
        colour.set(profile.colour());
        trusts = profile.trusted();
        mistake.setText("");
        showTrusted();
    }

    /** The id of the one that is shown. */
    String shown() {
        return edited.id();
    }

    private void showTrusted() {
        trusted.setText(trusts.isEmpty() ? "" : text("profile.trusted", trusts.size()));
    }

    private void connect() {
        Profile profile = save();
        if (profile != null) {
            desk.connect(profile);
        }
    }

    private @Nullable Profile save() {
        try {
            List<NodeAddress> addresses = new ArrayList<>();
            for (String line : seeds.getText().split("[\\s,]+", -1)) {
                if (!line.isEmpty()) {
                    addresses.add(address(line));
                }
            }
            if (name.getText().isBlank()) {
                throw new IllegalArgumentException(text("profile.mistake.name"));
            }
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException(text("profile.mistake.seeds"));
            }
            for (NodeAddress address : addresses) {
                if (!address.usable()) {
                    throw new IllegalArgumentException(text("profile.mistake.host", address.host()));
                }
            }
            if (!token.getText().isBlank() && !Access.canBeToken(token.getText().strip())) {
                throw new IllegalArgumentException(text("token.mistake"));
            }
            Profile profile = new Profile(
                    edited.id(),
                    name.getText().trim(),
                    addresses,
                    tls.isSelected(),
                    colour.get(),
                    production.isSelected(),
                    readOnly.isSelected(),
                    trusts);
            mistake.setText("");
            // Before the list of profiles changes, since its selection may fill this form anew.
            String typed = token.getText().strip();
            edited = profile;
            desk.save(profile);
            if (!typed.isEmpty()) {
                desk.keepToken(profile, typed);
                token.clear();
            }
            return profile;
        } catch (IllegalArgumentException e) {
            mistake.setText(e.getMessage());
            return null;
        }
    }

    private static NodeAddress address(String line) {
        try {
            return NodeAddress.parse(line);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(text("profile.mistake.address", line), e);
        }
    }

    /** Takes room only while there are these words. */
    private static void onlyWith(Node node, Label words) {
        node.visibleProperty().bind(words.textProperty().isNotEmpty());
        node.managedProperty().bind(node.visibleProperty());
    }

    private void add(String key, Node control) {
        Label label = Controls.label(text(key), "fact-name");
        label.setMinWidth(130);
        label.setLabelFor(control);
        Controls.tip(label, key);
        control.setAccessibleText(text(key));
        grid.addRow(row++, label, control);
        if (control instanceof TextArea) {
            GridPane.setValignment(label, VPos.TOP);
            label.setPadding(new Insets(8, 0, 0, 0));
        }
    }
}
