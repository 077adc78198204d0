/*
 * Carotene's JavaScript client: subscribe, publish, authenticate and ask for presence, from any page.
 *
 *   <script src="https://your-node:8081/carotene.js"></script>
 *   <script>
 *     Carotene.init({caroteneUrl: "wss://your-node:8081/stream"});
 *     Carotene.subscribe({channel: "news", onMessage: function (m) { console.log(m.message, m.userId); }});
 *     Carotene.publish({channel: "news", message: {any: "JSON"}});
 *   </script>
 *
 * The calls are those of the client of Carotene 0.2; needs no other library. It uses a WebSocket, and long polling
 * where none can be had (or where the URL begins with http). It connects again by itself, after a pause that grows from
 * half a second to 20 seconds, and then authenticates and subscribes anew. What was published while nobody listened is
 * not sent again.
 *
 * Licensed under the Apache License, Version 2.0.
 */
(function (root) {
  "use strict";

  var HEARTBEAT_MS = 20000;
  var SILENCE_MS = 45000;
  var OPEN_LIMIT_MS = 8000;
  var POLL_LIMIT_MS = 90000;
  var POST_LIMIT_MS = 20000;
  var FIRST_PAUSE_MS = 500;
  var LONGEST_PAUSE_MS = 20000;
  var WAITING_MESSAGES = 100;

  /** One WebSocket. Handlers: onopen(), onframe(text), ongone(). */
  function webSocketTransport(url, handlers) {
    var socket = new WebSocket(url);
    var heard = Date.now();
    var gone = false;
    var heartbeat = null;
    // Some proxies swallow the upgrade and never answer.
    var limit = setTimeout(leave, OPEN_LIMIT_MS);

    function leave() {
      if (gone) {
        return;
      }
      gone = true;
      clearTimeout(limit);
      clearInterval(heartbeat);
      socket.close();
      handlers.ongone();
    }

    function beat() {
      if (Date.now() - heard > SILENCE_MS) {
        leave();
      } else {
        socket.send("ping");
      }
    }

    socket.onopen = function () {
      if (gone) {
        return;
      }
      clearTimeout(limit);
      heard = Date.now();
      heartbeat = setInterval(beat, HEARTBEAT_MS);
      handlers.onopen();
    };
    socket.onmessage = function (event) {
      heard = Date.now();
      if (!gone && event.data !== "pong") {
        handlers.onframe(event.data);
      }
    };
    socket.onclose = leave;
    socket.onerror = leave;

    return {
      send: function (text) {
        socket.send(text);
      },
      close: function () {
        handlers = {onopen: nothing, onframe: nothing, ongone: nothing};
        leave();
      }
    };
  }

  /** Long polling: one GET that waits, and POSTs one after the other, so that messages keep their order. */
  function pollingTransport(url, handlers) {
    var id = null;
    var gone = false;
    var posting = false;
    var posts = [];
    var running = [];

    function leave() {
      if (gone) {
        return;
      }
      gone = true;
      running.slice().forEach(function (request) {
        request.abort();
      });
      handlers.ongone();
    }

    function request(method, body, limit, done) {
      var call = new XMLHttpRequest();
      call.open(method, url, true);
      call.timeout = limit;
      call.setRequestHeader("X-Socket-Transport", "xhrPolling");
      if (body !== null) {
        call.setRequestHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
      }
      if (id !== null) {
        call.setRequestHeader("Connection-id", id);
      }
      call.onloadend = function () {
        running.splice(running.indexOf(call), 1);
        if (gone) {
          return;
        }
        if (call.status === 200 || call.status === 204) {
          done(call);
        } else {
          leave();
        }
      };
      running.push(call);
      call.send(body);
    }

    function poll() {
      request("GET", null, POLL_LIMIT_MS, function (answer) {
        if (answer.status === 200 && answer.responseText === "connection-id") {
          id = answer.getResponseHeader("connection-id");
          // Also when the node has forgotten the id that we had: then everything starts anew.
          posts = [];
          handlers.onopen();
        } else if (answer.status === 200 && answer.responseText !== "pong") {
          handlers.onframe(answer.responseText);
        }
        if (!gone) {
          poll();
        }
      });
    }

    function post() {
      if (posting || posts.length === 0) {
        return;
      }
      posting = true;
      request("POST", posts.shift(), POST_LIMIT_MS, function () {
        posting = false;
        post();
      });
    }

    poll();
    return {
      send: function (text) {
        posts.push(text);
        post();
      },
      close: function () {
        handlers = {onopen: nothing, onframe: nothing, ongone: nothing};
        leave();
      }
    };
  }

  function nothing() {}

  function isArray(value) {
    return Object.prototype.toString.call(value) === "[object Array]";
  }

  function caroteneConstructor() {
    var url = null;
    var userId = null;
    var token = null;
    var channels = Object.create(null);
    var onPresence = null;
    var onInfo = null;
    var onState = null;

    var transport = null;
    var kind = null;
    var open = false;
    var opened = false;
    var webSocketWorked = false;
    var failures = 0;
    var closed = true;
    var pause = FIRST_PAUSE_MS;
    var timer = null;
    var waiting = [];

    function tell(state, more) {
      if (onState) {
        onState({
          state: state,
          transport: state === "open" ? kind : null,
          retryInMs: more === undefined ? null : more
        });
      }
    }

    function httpUrl() {
      return url.replace(/^ws(s?):/, "http$1:");
    }

    function connect(as) {
      timer = null;
      kind = as;
      opened = false;
      tell("connecting");
      var handlers = {onopen: onOpen, onframe: onFrame, ongone: onGone};
      if (as === "websocket") {
        try {
          transport = webSocketTransport(url, handlers);
        } catch (refused) {
          // A policy of the page forbids it, or there is none.
          connect("polling");
        }
      } else {
        transport = pollingTransport(httpUrl(), handlers);
      }
    }

    function preferred() {
      return /^ws/.test(url) && root.WebSocket ? "websocket" : "polling";
    }

    function onOpen() {
      open = true;
      opened = true;
      failures = 0;
      webSocketWorked = webSocketWorked || kind === "websocket";
      pause = FIRST_PAUSE_MS;
      sendAuthentication();
      Object.keys(channels).forEach(sendSubscription);
      var held = waiting;
      waiting = [];
      held.forEach(function (text) {
        transport.send(text);
      });
      tell("open");
    }

    function onGone() {
      var wasOpen = opened;
      open = false;
      opened = false;
      transport = null;
      if (closed) {
        return;
      }
      if (!wasOpen && kind === "websocket" && pollingIsDue()) {
        connect("polling");
        return;
      }
      // Spread out, so that the clients of a node that went do not all come at once.
      var wait = Math.round(pause * (0.5 + Math.random() * 0.5));
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      timer = setTimeout(function () {
        connect(preferred());
      }, wait);
      tell("waiting", wait);
    }

    /** At once where no WebSocket ever opened; later only now and then, since a node that starts refuses both. */
    function pollingIsDue() {
      failures += 1;
      return !webSocketWorked || failures % 4 === 0;
    }

    function hurry() {
      if (timer !== null) {
        clearTimeout(timer);
        pause = FIRST_PAUSE_MS;
        connect(preferred());
      }
    }

    function send(message) {
      var text = JSON.stringify(message);
      if (open) {
        transport.send(text);
        return true;
      }
      if (waiting.length === WAITING_MESSAGES) {
        return false;
      }
      waiting.push(text);
      return true;
    }

    function sendAuthentication() {
      if (userId && token !== null && token !== undefined) {
        transport.send(JSON.stringify({authenticate: userId, token: token}));
      }
    }

    function sendSubscription(channel) {
      transport.send(JSON.stringify({subscribe: channel}));
    }

    function onFrame(text) {
      var frames = JSON.parse(text);
      (isArray(frames) ? frames : [frames]).forEach(onPayload);
    }

    function onPayload(payload) {
      if (payload.type === "message") {
        onMessage(payload);
      } else if (payload.type === "presence" && onPresence) {
        onPresence({channel: payload.channel, subscribers: payload.subscribers});
      } else if (payload.type === "info" && onInfo) {
        onInfo(payload);
      }
    }

    function onMessage(payload) {
      var subscription = channels[payload.channel];
      if (!subscription) {
        return;
      }
      var message = {};
      if (payload.from_server === "true") {
        message.fromServer = true;
      }
      if ("user_id" in payload) {
        message.userId = payload.user_id;
      }
      if ("user_data" in payload) {
        message.userData = payload.user_data;
      }
      if ("message" in payload) {
        message.message = parsed(payload.message);
      }
      subscription.onMessage(message);
    }

    /** What was published here is a string that holds JSON; other clients may publish any JSON value. */
    function parsed(value) {
      if (typeof value !== "string") {
        return value;
      }
      try {
        return JSON.parse(value);
      } catch (notJson) {
        return value;
      }
    }

    /**
     * Browsers may keep a page that was left, with its socket, for when its user goes back: until then its user would
     * be present where nobody is.
     */
    function hide() {
      if (!closed) {
        disconnect();
        tell("waiting");
      }
    }

    function show() {
      if (!closed && transport === null && timer === null) {
        pause = FIRST_PAUSE_MS;
        connect(preferred());
      }
    }

    if (root.addEventListener) {
      root.addEventListener("online", hurry);
      root.addEventListener("pagehide", hide);
      root.addEventListener("pageshow", show);
    }

    function disconnect() {
      open = false;
      clearTimeout(timer);
      timer = null;
      if (transport) {
        transport.close();
        transport = null;
      }
    }

    function leave() {
      closed = true;
      waiting = [];
      disconnect();
    }

    return {
      /** config: {caroteneUrl, userId (optional)} */
      init: function (config) {
        leave();
        url = config.caroteneUrl;
        userId = config.userId || null;
        closed = false;
        webSocketWorked = false;
        failures = 0;
        pause = FIRST_PAUSE_MS;
        connect(preferred());
      },

      /** config: {channel, onMessage: function ({message, userId, userData} or {message, fromServer: true})} */
      subscribe: function (config) {
        channels[config.channel] = {onMessage: config.onMessage};
        if (open) {
          sendSubscription(config.channel);
        }
      },

      /** data: {channel, message: any JSON value}; false when too much waits for a connection */
      publish: function (data) {
        return send({publish: JSON.stringify(data.message), channel: data.channel});
      },

      /** data: {userId, token}; kept for each new connection. What comes of it is told by setOnInfo. */
      authenticate: function (data) {
        userId = data.userId;
        token = data.token;
        if (open) {
          sendAuthentication();
        }
      },

      /** data: {channel}; the answer comes to setOnPresence */
      presence: function (data) {
        if (open) {
          send({presence: data.channel});
        }
      },

      /** callback: function ({channel, subscribers}) */
      setOnPresence: function (callback) {
        onPresence = callback;
      },

      /** callback: function ({type: "info", payload: text}) */
      setOnInfo: function (callback) {
        onInfo = callback;
      },

      /**
       * callback: function ({state, transport, retryInMs}); state is "connecting", "open" (transport is "websocket" or
       * "polling"), "waiting" (for retryInMs) or "closed"
       */
      setOnState: function (callback) {
        onState = callback;
      },

      /** Leaves, and stays away until the next init. Subscriptions and callbacks are kept. */
      close: function () {
        leave();
        tell("closed");
      }
    };
  }

  root.caroteneConstructor = caroteneConstructor;
  root.Carotene = new caroteneConstructor();
})(typeof window === "undefined" ? globalThis : window);
