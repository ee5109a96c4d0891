/* Pictures: pasted, dropped or chosen, sent to the site, and shown by a line of the text that asks for a description. */
(function () {
  "use strict";

  var MEGABYTE = 1e6;

  function editorOf(target) {
    return target.closest && target.closest(".editor[data-pictures]");
  }

  function say(editor, text, isRefusal) {
    var line = editor.querySelector(".editor-says");
    line.textContent = text;
    line.hidden = !text;
    line.classList.toggle("is-refusal", Boolean(isRefusal));
    return line;
  }

  function refusal(editor, file) {
    var most = Number(editor.dataset.pictures);
    if (!/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return editor.dataset.noPicture;
    if (file.size <= most * MEGABYTE) return "";
    return editor.dataset.tooLarge.replace("{size}", Math.max(Math.ceil(file.size / MEGABYTE), most + 1)).replace("{most}", most);
  }

  /* On lines of its own after the line of the caret; the words that ask for a description are selected,
     unless somebody has gone on writing. */
  function put(editor, answer, before) {
    var area = editor.querySelector("textarea");
    var end = area.value.indexOf("\n", area.selectionEnd);
    var at = end < 0 ? area.value.length : end;
    var gap = /^$|\n\n$/.test(area.value.slice(0, at)) ? "" : area.value[at - 1] === "\n" ? "\n" : "\n\n";
    var from = at + gap.length + 2;
    var to = from + answer.alt.length;
    if (area.value !== before) {
      from = area.selectionStart;
      to = area.selectionEnd;
    }
    area.dispatchEvent(new CustomEvent("editor:write", { bubbles: true, detail: [at, at, gap + answer.markdown + "\n", from, to] }));
  }

  function send(editor, file) {
    var before = editor.querySelector("textarea").value;
    var line = say(editor, editor.dataset.adding.replace("{name}", file.name) + " ");
    var bar = document.createElement("progress");
    var request = new XMLHttpRequest();
    var body = new FormData();
    bar.max = 1;
    bar.setAttribute("aria-hidden", "true");
    line.append(bar);
    body.append("picture", file);
    request.open("POST", "/images");
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", document.querySelector('meta[name="csrf-token"]').content);
    request.upload.addEventListener("progress", function (event) {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    return new Promise(function (resolve) {
      request.addEventListener("loadend", function () {
        var answer = request.response || {};
        if (request.status !== 201) say(editor, answer.error || document.body.dataset.failed, true);
        else {
          put(editor, answer, before);
          say(editor, editor.dataset.added);
        }
        resolve(request.status === 201);
      });
      request.send(body);
    });
  }

  function take(editor, files) {
    Array.from(files).reduce(function (earlier, file) {
      return earlier.then(function (goesOn) {
        var why = refusal(editor, file);
        if (goesOn && why) say(editor, why, true);
        return goesOn && !why && send(editor, file);
      });
    }, Promise.resolve(true));
  }

  function hasFiles(data) {
    return data && Array.from(data.types).includes("Files");
  }

  document.addEventListener("paste", function (event) {
    var editor = editorOf(event.target);
    // Office programs put a picture of the text beside the text.
    if (!editor || !hasFiles(event.clipboardData) || event.clipboardData.getData("text/plain")) return;
    event.preventDefault();
    take(editor, event.clipboardData.files);
  });

  document.addEventListener("dragover", function (event) {
    var editor = editorOf(event.target);
    if (!editor || !hasFiles(event.dataTransfer)) return;
    event.preventDefault();
    editor.classList.add("is-over");
  });

  ["dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var editor = editorOf(event.target);
      if (!editor) return;
      editor.classList.remove("is-over");
      if (name === "dragleave" || !hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      take(editor, event.dataTransfer.files);
    });
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-picture]");
    if (button) editorOf(button).querySelector("[data-picture-file]").click();
  });

  document.addEventListener("change", function (event) {
    if (!event.target.matches("[data-picture-file]")) return;
    take(editorOf(event.target), event.target.files);
    event.target.value = "";
  });
})();
