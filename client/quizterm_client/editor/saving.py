"""The editor's dealings with its file: saving, recovering, leaving."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import work

from quizterm.formats import QuizFileError
from quizterm.formats.native.document import Document
from quizterm.language import _, heard
from quizterm_client.editor import dialogs
from quizterm_client.editor.desk import Desk
from quizterm_client.editor.keeper import Keeper
from quizterm_client.editor.quizfile import CannotSave, QuizFile
from quizterm_client.editor.recovery import Kept, Recovery
from quizterm_client.editor.words import problem_words
from quizterm_client.face import Face
from quizterm_client.terminal.appearance import FULL, Appearance

LOOKS = 3.0
"""Seconds between two looks at whether something else has written to the file."""


class SavingFace(Face[None]):
    """Edits one quiz in one file.

    Args:
        desk: The quiz.
        file: Where it was read from and is saved to.
        open_recovery: Opens the place where unsaved work on a file is kept.
        appearance: How it is drawn.

    Attributes:
        farewell: What to tell the person once the screen is left.
    """

    def __init__(
        self,
        desk: Desk,
        file: QuizFile,
        open_recovery: Callable[[Path], Recovery],
        *,
        appearance: Appearance = FULL,
    ) -> None:
        super().__init__(appearance=appearance)
        self.desk = desk
        self.file = file
        self._open_recovery = open_recovery
        self._recovery: Recovery | None = None
        self._keeper: Keeper | None = None
        self._saved = desk.document.text()
        self._warned_of_change = False
        self.farewell = ""

    @property
    def unsaved(self) -> bool:
        """Whether the file is to be written."""
        return self.desk.document.text() != self._saved

    def say(self, words: str, *, grave: bool = False) -> None:
        """Tell the person something."""
        raise NotImplementedError

    def add(self, words: str) -> None:
        """Tell the person of something else that does not work, beside what is told already."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw what there is now."""
        raise NotImplementedError

    def collect(self) -> bool:
        """Take what is filled in and on its way still; tells whether there was anything."""
        raise NotImplementedError

    def last_words(self) -> None:
        """Write down what is not saved, and let go of the file."""
        if self.is_running:
            self.collect()
        self.keep_now()
        if self._recovery is not None:
            self._recovery.release()

    def keep_now(self) -> None:
        """Write down at once what is not saved."""
        if self._keeper is not None:
            self._keeper.keep_now()

    def keep(self) -> None:
        """See that what is not saved will be found after a crash."""
        if self._keeper is not None:
            self._keeper.note(self.desk.document if self.unsaved else None, self.file.known.digest)

    @work
    async def begin(self) -> None:
        """Appearance for another editor, and for what an earlier sitting left."""
        alone = self._hold(self.file.path)
        name = self.file.path.name
        if not alone and await self._asked(dialogs.tell_of_other_editor(name)) != dialogs.OPEN:
            self.exit()
            return
        kept = self._recovery.found() if self._recovery is not None else None
        if kept is not None and not (self.file.known.digest and kept.text == self.desk.document.text()):
            await self._offer(kept)
        await self._tell_of_slips("{problem}")
        self.set_interval(LOOKS, self.look_at_file)

    @work
    async def action_save(self) -> None:
        """Save the file."""
        self.collect()
        await self._save()

    @work
    async def action_save_as(self) -> None:
        """Save under another name."""
        self.collect()
        await self._save_as()

    @work
    async def action_leave(self) -> None:
        """Leave; asks only if something is not saved."""
        self.collect()
        if self.unsaved:
            choice = await self._asked(dialogs.ask_before_leaving(self.file.path.name))
            if choice not in (dialogs.SAVE, dialogs.DROP):
                return
            if choice == dialogs.SAVE and not await self._save():
                return
        if self._keeper is not None:
            await self._keeper.forget()
        self.exit()

    async def action_quit(self) -> None:
        """What Textual binds to Ctrl-Q: leave, unless a dialog waits for its answer."""
        if not self.screen.is_modal:
            self.action_leave()

    def action_help_quit(self) -> None:
        """Ctrl-C copies what is selected, and ends nothing; whoever meant to leave is told how."""
        self.say(_("Ctrl-Q leaves."))

    async def _asked(self, dialog: Any) -> Any:
        return await self.push_screen_wait(dialog)

    def _hold(self, path: Path) -> bool:
        """Keep unsaved work for this file from now on; `False` if another editor has it open."""
        try:
            self._recovery = self._open_recovery(path)
            alone = self._recovery.hold()
        except OSError as error:
            self._recovery = self._keeper = None
            self._tell_unkept(error)
            return True
        if not self._recovery.is_held:
            self._recovery = self._keeper = None
            return False
        self._keeper = Keeper(self._recovery, self._tell_unkept)
        return alone

    def _tell_unkept(self, error: OSError) -> None:
        reason = heard(error.strerror or str(error))
        self.add(_("Unsaved work cannot be kept for a crash ({reason}): save often.").format(reason=reason))

    async def _offer(self, kept: Kept) -> None:
        """Ask what is to become of what an earlier sitting left."""
        changed = kept.base != self.file.known.digest
        while True:
            choice = await self._asked(
                dialogs.offer_recovery(kept, self.file.path.name, file_changed=changed)
            )
            if choice == dialogs.SEE:
                await self._asked(
                    dialogs.Compare((_("in the file"), self._saved), (_("not saved"), kept.text))
                )
            elif choice == dialogs.TAKE:
                return self._take_up(kept)
            elif choice == dialogs.DISCARD:
                self._forget_quietly()
                return self.say(_("What was not saved is discarded."))
            else:
                self._recovery, recovery = None, self._recovery
                if recovery is not None:
                    recovery.release()
                self._keeper = None
                self.farewell = _("Both are kept: the file, and the work that is not saved.")
                self.exit()
                return None

    def _forget_quietly(self) -> None:
        try:
            if self._recovery is not None:
                self._recovery.forget()
        except OSError as error:
            self._tell_unkept(error)

    def _take_up(self, kept: Kept) -> None:
        try:
            document = Document.parse(kept.text)
        except QuizFileError as error:
            words = _("It cannot be taken up: {problem}").format(problem=problem_words(error.problems[0]))
            self.say(words, grave=True)
            return
        self.desk.replace_all(document)
        self.say(_("Taken up; it is not saved yet."))

    async def _save(self) -> bool:
        """Save, asking first if something else has written to the file; tells whether it is saved."""
        if await asyncio.to_thread(self.file.has_changed):
            return await self._settle_conflict()
        return await self._write()

    async def _write(self) -> bool:
        document = self.desk.document
        text = document.text()
        try:
            await asyncio.to_thread(self.file.save, text)
        except CannotSave as problem:
            words = _("Not saved: {problem} F3 saves under another name.").format(problem=problem)
            self.say(words, grave=True)
            return False
        self._saved = text
        self._warned_of_change = False
        self.desk.history.pause()
        if self._keeper is not None and not self.unsaved:
            await self._keeper.forget()
        self.say(self.saved_words())
        await self._tell_of_slips(_("Saved, but {problem}"))
        return True

    def saved_words(self) -> str:
        """What to say when it is saved."""
        raise NotImplementedError

    def breaks_rules(self) -> bool:
        """Whether the forms show something that is to be mended."""
        raise NotImplementedError

    async def _tell_of_slips(self, words: str) -> None:
        """Say in these words what is wrong with the file that no form shows, such as the name of a field."""
        document = self.desk.document
        if self.breaks_rules() or not document.questions:
            return
        problems = await asyncio.to_thread(document.problems)
        if problems and document is self.desk.document:
            self.say(words.format(problem=problem_words(problems[0])), grave=True)

    async def _settle_conflict(self) -> bool:
        while True:
            choice = await self._asked(dialogs.ask_about_conflict(self.file.path.name))
            if choice == dialogs.COMPARE:
                await self._compare_with_file()
            elif choice == dialogs.OVERWRITE:
                return await self._write()
            elif choice == dialogs.SAVE_AS:
                return await self._save_as()
            else:
                self.say(_("Nothing was saved."))
                return False

    async def _compare_with_file(self) -> None:
        data = await asyncio.to_thread(self.file.read) or b""
        text = data.decode("utf-8-sig", errors="replace")
        mine = self.desk.document.text()
        await self._asked(dialogs.Compare((_("in the file"), text), (_("written here"), mine)))

    async def _save_as(self) -> bool:
        name = await self._asked(dialogs.AskName(str(self.file.path)))
        if name is None:
            return False
        path = _path_of(name)
        if path == self.file.path:
            return await self._save()
        before, self.file = self.file, QuizFile.of_bytes(path, None)
        if not await self._save():
            self.file = before
            self.draw()
            return False
        self._move_recovery(path)
        self.draw()
        return True

    def _move_recovery(self, path: Path) -> None:
        if self._recovery is not None:
            self._forget_quietly()
            self._recovery.release()
        if not self._hold(path):
            self.say(_("Saved. Another editor has this file open, too."), grave=True)

    async def look_at_file(self) -> None:
        """Say once that something else has written to the file."""
        if not self._warned_of_change and await asyncio.to_thread(self.file.seems_changed):
            self._warned_of_change = True
            self.say(_("Something else has changed the file; saving will ask first."), grave=True)


def _path_of(name: str) -> Path:
    """The file of a name as people type it, with ~ for their home."""
    return Path(os.path.expanduser(name))
