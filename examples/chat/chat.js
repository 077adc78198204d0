/*
 * A chat over Carotene in plain JavaScript. The page works on a node (its demo page) and from any web server:
 * ?carotene=ws://host:8081/stream says where the node is, ?transport=polling tries long polling.
 *
 * Whatever comes from others is put into the page as text, never as HTML.
 */
(function () {
  "use strict";

  var FIRST_CHANNEL = "lobby";
  var KEPT_MESSAGES = 500;
  var PRESENCE_MS = 3000;

  var query = new URLSearchParams(location.search);
  var state = {
    channels: {},
    current: FIRST_CHANNEL,
    nickname: recalled("nickname") || "guest-" + Math.random().toString(36).slice(2, 6),
    user: null,
    askedUser: null,
    presenceOff: false,
    node: nodeHost()
  };

  function byId(id) {
    return document.getElementById(id);
  }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  }

  /* Where the node is */

  function streamUrl() {
    var url = new URL(query.get("carotene") || "/stream", location.href);
    var polling = query.get("transport") === "polling";
    var secure = url.protocol === "https:" || url.protocol === "wss:";
    url.protocol = (polling ? "http" : "ws") + (secure ? "s:" : ":");
    return url.href;
  }

  function nodeHost() {
    return new URL(streamUrl()).host;
  }

  /** The cluster as the node sees it, where the settings let this browser ask; the page does without it. */
  function askCluster() {
    if (nodeHost() !== location.host) {
      return;
    }
    fetch("/api/cluster", {headers: {Accept: "application/json"}})
      .then(function (answer) {
        return answer.ok ? answer.json() : null;
      })
      .then(function (cluster) {
        if (cluster) {
          state.node = cluster.node;
          showNodes(cluster.nodes);
        }
        showStatus();
      })
      .catch(function () {
        showStatus();
      });
  }

  function showNodes(nodes) {
    byId("cluster").hidden = nodes.length < 1;
    byId("nodes").replaceChildren.apply(byId("nodes"), nodes.map(function (node) {
      return make("li", node.self ? "here" : "", node.name + (node.self ? " (connected)" : ""));
    }));
  }

  /* Connection */

  var connection = {state: "connecting", transport: null};

  function onState(now) {
    connection = now;
    if (now.state === "open") {
      state.presenceOff = false;
      askCluster();
      // The answers to what was just subscribed come first, so a little later.
      setTimeout(askPresence, 300);
    } else {
      showPresent(null);
    }
    showStatus();
  }

  function showStatus() {
    var words = {
      connecting: "Connecting to " + state.node,
      open: "Connected to " + state.node + (connection.transport === "polling" ? " by long polling" : ""),
      waiting: "Connection lost; trying again in " + Math.max(1, Math.round(connection.retryInMs / 1000)) + " s",
      closed: "Not connected"
    };
    byId("status").dataset.state = connection.state;
    byId("status-text").textContent = words[connection.state];
    document.documentElement.dataset.transport = connection.transport || "";
  }

  /* Channels */

  function join(name) {
    if (!state.channels[name]) {
      state.channels[name] = {messages: [], unread: 0};
      listen(name);
      remember("channels", JSON.stringify(Object.keys(state.channels)));
    }
  }

  function listen(name) {
    Carotene.subscribe({
      channel: name,
      onMessage: function (message) {
        onMessage(name, message);
      }
    });
  }

  function show(name) {
    state.current = name;
    state.channels[name].unread = 0;
    byId("channel-title").textContent = "Channel " + name;
    byId("text").placeholder = "Message #" + name;
    var list = byId("messages");
    list.dataset.empty = "Nothing said in #" + name + " since you came.";
    list.replaceChildren.apply(list, state.channels[name].messages);
    list.scrollTop = list.scrollHeight;
    showChannels();
    showPresent(null);
    askPresence();
  }

  function showChannels() {
    byId("channels").replaceChildren.apply(byId("channels"), Object.keys(state.channels).map(function (name) {
      var unread = state.channels[name].unread;
      var button = make("button");
      button.type = "button";
      button.setAttribute("aria-current", String(name === state.current));
      button.append(make("span", "name", name));
      if (unread > 0) {
        var count = make("span", "count", String(unread));
        count.setAttribute("aria-label", unread + " unread");
        button.append(count);
      }
      button.addEventListener("click", function () {
        show(name);
        byId("text").focus();
      });
      var item = make("li");
      item.append(button);
      return item;
    }));
  }

  /* Messages */

  function onMessage(name, message) {
    var channel = state.channels[name];
    var item = messageItem(message);
    channel.messages.push(item);
    if (channel.messages.length > KEPT_MESSAGES) {
      channel.messages.shift().remove();
    }
    if (name === state.current) {
      var list = byId("messages");
      var atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
      list.append(item);
      if (atEnd || item.classList.contains("mine")) {
        list.scrollTop = list.scrollHeight;
      }
    } else {
      channel.unread += 1;
      showChannels();
    }
  }

  function messageItem(message) {
    var body = message.message;
    var ours = body !== null && typeof body === "object" && typeof body.text === "string";
    var speaker = speakerOf(message, ours ? body : {});
    var item = make("li", speaker.mine ? "mine" : "");
    var head = make("div", "head");
    head.append(coloured(make("span", "voice", speaker.name), speaker.name), make("span", "mark", speaker.mark));
    var now = new Date();
    var time = make("time", "", now.toLocaleTimeString([], {hour: "2-digit", minute: "2-digit"}));
    time.dateTime = now.toISOString();
    head.append(time);
    item.append(head, make("div", "words", ours ? body.text : typeof body === "string" ? body : JSON.stringify(body)));
    return item;
  }

  /** Signed-in users are who the backend says; a guest's name is only what the guest says. */
  function speakerOf(message, body) {
    if (message.fromServer) {
      return {name: "server", mark: "by REST", mine: false};
    }
    if (message.userId !== undefined && message.userId !== "anonymous") {
      var data = message.userData;
      var name = data && typeof data.name === "string" ? data.name : message.userId;
      return {name: name, mark: "signed in", mine: message.userId === state.user};
    }
    var said = typeof body.name === "string" && body.name !== "" ? body.name.slice(0, 40) : "anonymous";
    return {name: said, mark: "guest", mine: state.user === null && body.from === page};
  }

  // Tells this page's messages from those of a guest with the same nickname; no secret.
  var page = Math.random().toString(36).slice(2);

  function coloured(element, name) {
    var hue = 0;
    for (var i = 0; i < name.length; i++) {
      hue = (hue * 31 + name.charCodeAt(i)) % 360;
    }
    element.style.setProperty("--hue", String(hue));
    return element;
  }

  function say(text) {
    var sent = Carotene.publish({
      channel: state.current,
      message: {name: state.nickname, text: text, from: page}
    });
    notice(sent ? null : "Not connected, and too much waits to be sent already.");
    return sent;
  }

  function notice(text) {
    byId("notice").hidden = text === null;
    byId("notice").textContent = text || "";
  }

  /* Presence */

  function askPresence() {
    if (!state.presenceOff && connection.state === "open" && !document.hidden) {
      Carotene.presence({channel: state.current});
    }
  }

  function onPresence(presence) {
    if (presence.channel === state.current) {
      showPresent(presence.subscribers);
    }
  }

  function showPresent(users) {
    byId("present-count").textContent = users ? String(users.length) : "";
    byId("present").replaceChildren.apply(byId("present"), (users || []).map(function (user) {
      var item = make("li");
      item.append(face(user), make("span", "who", user + (user === state.user ? " (you)" : "")));
      return item;
    }));
    byId("present-hint").textContent = presenceHint(users);
  }

  function presenceHint(users) {
    if (state.presenceOff) {
      return "Presence is off: set presence: true in the node's settings to see who is here.";
    }
    return users && users.length === 0 ? "Nobody who is signed in. Guests are not listed." : "";
  }

  function face(name) {
    var circle = coloured(make("span", "face", name.slice(0, 1).toUpperCase()), name);
    circle.setAttribute("aria-hidden", "true");
    return circle;
  }

  /* Who you are */

  function showYou() {
    var name = state.user || state.nickname;
    byId("you").replaceChildren(face(name), make("span", "", name), make("span", "mark", state.user ? "signed in" : "guest"));
    byId("nick").value = state.nickname;
    byId("nickname").hidden = state.user !== null;
    byId("sign-in-box").hidden = state.user !== null;
    byId("sign-out").hidden = state.user === null;
  }

  function onInfo(info) {
    var text = info.payload;
    if (text === "Authenticated") {
      state.user = state.askedUser;
      byId("token").value = "";
      notice(null);
      showYou();
      // What a guest was refused, a user may have.
      Object.keys(state.channels).forEach(listen);
      setTimeout(askPresence, 100);
    } else if (text === "Presence is disabled") {
      state.presenceOff = true;
      showPresent(null);
    } else if (text.indexOf("Authentication") === 0) {
      signInRefused(text);
    } else if (text !== "Cannot ask for presence when not subscribed to the channel") {
      notice(text === "needs authentication" ? "Sign in first: this node wants to know who you are." : "The node says: " + text);
    }
  }

  function signInRefused(text) {
    if (text.indexOf("already authenticated") >= 0) {
      return;
    }
    state.user = null;
    showYou();
    byId("sign-in-box").open = true;
    byId("sign-in-result").textContent = text.indexOf("no authentication_url") >= 0
      ? "This node has no backend to ask: authenticate_url is not set."
      : text;
    Carotene.authenticate({userId: null, token: null});
  }

  /* Browser memory, which may be forbidden */

  function recalled(key) {
    try {
      return localStorage.getItem("carotene-chat." + key);
    } catch (forbidden) {
      return null;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem("carotene-chat." + key, value);
    } catch (forbidden) {
      return;
    }
  }

  function recalledChannels() {
    try {
      var names = JSON.parse(recalled("channels"));
      return Array.isArray(names) ? names.filter(function (name) {
        return typeof name === "string" && name !== "";
      }) : [];
    } catch (damaged) {
      return [];
    }
  }

  /* Start */

  byId("composer").addEventListener("submit", function (event) {
    event.preventDefault();
    var text = byId("text").value.trim();
    if (text !== "" && say(text)) {
      byId("text").value = "";
    }
  });

  byId("join").addEventListener("submit", function (event) {
    event.preventDefault();
    var name = byId("join-name").value.trim();
    if (name !== "") {
      byId("join-name").value = "";
      join(name);
      show(name);
      byId("text").focus();
    }
  });

  byId("nickname").addEventListener("submit", function (event) {
    event.preventDefault();
    state.nickname = byId("nick").value.trim() || state.nickname;
    remember("nickname", state.nickname);
    showYou();
  });

  byId("sign-in").addEventListener("submit", function (event) {
    event.preventDefault();
    state.askedUser = byId("user").value;
    byId("sign-in-result").textContent = "Asking";
    Carotene.authenticate({userId: state.askedUser, token: byId("token").value});
  });

  byId("sign-out").addEventListener("click", function () {
    state.user = null;
    byId("sign-in-result").textContent = "Signed out.";
    // A connection keeps its user for life, so a new one.
    Carotene.authenticate({userId: null, token: null});
    Carotene.init({caroteneUrl: streamUrl()});
    showYou();
  });

  document.addEventListener("visibilitychange", askPresence);
  setInterval(askPresence, PRESENCE_MS);

  Carotene.setOnState(onState);
  Carotene.setOnInfo(onInfo);
  Carotene.setOnPresence(onPresence);
  [FIRST_CHANNEL].concat(recalledChannels()).forEach(join);
  showYou();
  show(FIRST_CHANNEL);
  Carotene.init({caroteneUrl: streamUrl()});
  byId("text").focus();
})();
