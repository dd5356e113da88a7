import json

import pytest

from mien_bridge.outputs.vts.errors import DeniedError
from mien_bridge.outputs.vts.tracked_values import CUSTOM_NAMES, custom_values, tracking_values
from mien_protocol.errors import MienError
from tests.bridge.outputs.fakes import frame
from tests.bridge.outputs.vts.stage import HOST, Stage
from tests.bridge.outputs.vts.studio import DEFAULTS, Custom, RefusalError

pytestmark = pytest.mark.unit


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tokens.json"


@pytest.fixture
def stage(path):
    return Stage(path)


def values(**coefficients):
    still = frame(**coefficients)
    return tracking_values(still) | custom_values(still)


def test_the_user_is_asked_once_and_the_token_kept(stage, path):
    stage.turn()
    assert "choose Allow" in stage.session.note
    stage.turn(6000)
    assert stage.studio.popups == 1
    stage.studio.allow()
    stage.turn()
    assert stage.session.note == ""
    (token,) = stage.studio.tokens
    assert stage.tokens.token(HOST) == token
    again = Stage(path, studio=stage.studio)
    again.turn()
    assert again.session.note == ""
    assert stage.studio.popups == 1


def test_who_denies_is_told_what_to_do(stage):
    stage.turn()
    stage.studio.deny()
    with pytest.raises(DeniedError, match="turn this output off and on again, and choose Allow"):
        stage.turn()
    assert stage.tokens.token(HOST) is None


def test_a_token_that_was_revoked_is_asked_for_anew(stage):
    stage.known()
    stage.studio.tokens.clear()
    stage.turn()
    assert stage.studio.popups == 1
    assert stage.tokens.token(HOST) is None


def test_access_revoked_while_moving_ends_it(stage):
    stage.ready().session.put(values())
    stage.studio.tokens.clear()
    stage.session.put(values())
    with pytest.raises(DeniedError):
        stage.turn()


def test_a_popup_for_another_plugin_is_told_of(stage):
    other = Stage(stage.tokens._path.with_name("other"), studio=stage.studio)
    other.turn()
    with pytest.raises(MienError, match="answer that question"):
        stage.turn()


def test_an_api_that_is_off_is_told_of(stage):
    stage.studio.is_api_on = False
    with pytest.raises(MienError, match="Start API"):
        stage.known().turn()


@pytest.mark.parametrize("token", ["", "x" * 65, "ä", 7, None])
def test_a_token_that_is_none_is_not_kept(stage, token):
    stage.turn()
    popup = stage.studio.popup
    data = {"authenticationToken": token}
    stage.studio._send(stage.line.session, popup.request_id, "AuthenticationTokenResponse", data)
    with pytest.raises(MienError, match="no token"):
        stage.turn()
    assert stage.tokens.token(HOST) is None


def test_both_kinds_of_parameters_are_moved(stage):
    stage.ready().session.put(values(jawOpen=0.5, browInnerUp=1.0))
    moved = stage.studio.moved
    assert stage.studio.value("MouthOpen") == 0.5
    assert stage.studio.value("MienJawOpen") == 0.5
    assert stage.studio.value("MienBrowInnerUp") == 1.0
    assert {name for name in moved if name.startswith("Mien")} == set(CUSTOM_NAMES)
    assert len(moved) == 52 + 23
    assert stage.studio.face_found is True


@pytest.mark.parametrize(("default", "custom", "count"), [(True, False, 23), (False, True, 52)])
def test_one_kind_alone_can_be_wanted(path, default, custom, count):
    stage = Stage(path, default=default, custom=custom).ready()
    stage.session.put(values())
    assert len(stage.studio.moved) == count
    assert bool(stage.studio.customs) is custom


def test_custom_parameters_are_made_once(stage, path):
    stage.ready()
    assert stage.studio.kinds().count("ParameterCreationRequest") == 52
    jaw = stage.studio.customs["MienJawOpen"]
    assert (jaw.plugin, jaw.least, jaw.most, jaw.default) == ("Mien", 0, 1, 0)
    assert "jawOpen" in jaw.explanation
    Stage(path, studio=stage.studio).ready()
    assert stage.studio.kinds().count("ParameterCreationRequest") == 52


def test_a_custom_parameter_that_another_has_made_is_done_without(stage):
    stage.known()
    stage.line.is_held = True
    stage.turn()
    stage.line.release()
    stage.turn()
    # It comes between the list and the creation.
    stage.studio.customs["MienJawOpen"] = Custom("Other plugin", "", 0.0, 1.0, 0.0)
    stage.line.is_held = False
    stage.line.release()
    stage.turn()
    assert stage.session.note == "another plugin has made MienJawOpen; Mien does without it"
    stage.session.put(values(jawOpen=0.5))
    assert stage.studio.value("MouthOpen") == 0.5
    assert stage.studio.value("MienJawOpen") is None


def test_room_for_some_custom_parameters_is_used(stage):
    stage.studio.customs.update({f"Other{n}": Custom("Other plugin", "", 0.0, 1.0, 0.0) for n in range(290)})
    stage.known().turn()
    assert "no room for 42 of" in stage.session.note
    stage.session.put(values())
    assert len([name for name in stage.studio.moved if name.startswith("Mien")]) == 10


def test_a_version_without_some_parameters_is_spared_them(stage, monkeypatch):
    monkeypatch.delitem(DEFAULTS, "FaceAngry")
    stage.ready().session.put(values())
    stage.turn()
    assert stage.studio.value("FaceAngry") is None
    assert stage.studio.value("MouthOpen") == 0.0
    assert stage.session.note == ""


@pytest.mark.parametrize("span", [(-30.0, 10**400), (1.0, -1.0), (float("nan"), 1.0), ("a", "b"), (None, None)])
def test_a_parameter_without_a_range_is_let_be(stage, monkeypatch, span):
    monkeypatch.setitem(DEFAULTS, "FaceAngleX", span)
    stage.ready().session.put(values())
    assert stage.studio.value("FaceAngleX") is None
    assert stage.studio.value("MouthOpen") == 0.0


def test_values_stay_in_the_ranges_that_are_told(stage, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "FaceAngleX", (-5.0, 5.0))
    stage.ready().session.put(tracking_values(frame(turn=(0.0, 1.5, 0.0))))
    assert stage.studio.value("FaceAngleX") == 5.0


def test_nothing_is_moved_before_the_first_frame(stage):
    stage.ready().turn(30)
    assert stage.studio.injected() == []


def test_no_parameter_is_lost_between_frames(stage):
    stage.ready().session.put(values(jawOpen=0.5))
    for _ in range(100):
        stage.turn()
        assert stage.studio.value("MouthOpen") == 0.5
        assert stage.studio.value("MienJawOpen") == 0.5
    # Twice a second is enough; every turn would be a waste.
    assert 15 <= len(stage.studio.injected()) <= 25


def test_frames_need_no_refresh(stage):
    stage.ready()
    for _ in range(10):
        for _ in range(6):
            stage.session.put(values())
        stage.turn()
    assert len(stage.studio.injected()) == 60


def test_a_slow_studio_is_sent_the_newest_and_nothing_piles_up(stage):
    stage.ready()
    stage.line.is_held = True
    for number in range(60):
        stage.session.put(values(jawOpen=number / 100))
    assert len(stage.studio.injected()) == 3
    stage.line.release(1)
    stage.turn()
    sent = stage.studio.injected()
    assert len(sent) == 4
    assert {"id": "MouthOpen", "value": 0.59} in sent[-1]["parameterValues"]


def test_a_studio_that_does_not_answer_any_more_is_given_up(stage):
    stage.ready()
    stage.line.is_held = True
    stage.session.put(values())
    stage.turn(49)
    with pytest.raises(MienError, match="has not answered InjectParameterData in time"):
        stage.turn()


def test_a_studio_that_never_answers_is_given_up(stage):
    stage.line.is_held = True
    stage.known().turn()
    with pytest.raises(MienError, match="has not answered Authentication in time"):
        stage.turn(51)


def test_parameters_of_another_plugin_are_left_to_it(stage):
    stage.ready()
    stage.another_moves("MouthOpen", "EyeLeftX")
    stage.session.put(values(jawOpen=0.5, browInnerUp=0.25))
    stage.turn()
    assert stage.session.note.startswith("another plugin moves EyeLeftX, MouthOpen; turn that one off")
    assert stage.studio.value("MouthOpen") == 0.9
    assert stage.studio.value("MienBrowInnerUp") == 0.25
    refusals = stage.studio.kinds().count("InjectParameterDataRequest")
    for _ in range(5):
        stage.session.put(values(jawOpen=0.5, browInnerUp=0.5))
    assert stage.studio.kinds().count("InjectParameterDataRequest") == refusals + 5
    assert stage.studio.value("MienBrowInnerUp") == 0.5


def test_parameters_taken_one_after_another_are_all_left(stage):
    stage.ready()
    stage.another_moves("MouthOpen")
    stage.session.put(values())
    stage.turn()
    stage.studio.moved.pop("EyeLeftX")
    stage.another_moves("EyeLeftX")
    stage.session.put(values())
    stage.turn()
    assert stage.session.note.startswith("another plugin moves MouthOpen, EyeLeftX;")


def test_while_it_is_found_out_what_is_refused_no_more_is(stage):
    stage.ready()
    stage.another_moves("MouthOpen")
    stage.session.put(values())
    stage.line.is_held = True
    stage.turn()
    sent = len(stage.studio.injected())
    for _ in range(5):
        stage.session.put(values())
    assert len(stage.studio.injected()) == sent


def test_parameters_are_taken_back_when_the_other_plugin_ends(stage):
    stage.ready()
    stage.another_moves("MouthOpen")
    stage.session.put(values(jawOpen=0.5))
    stage.turn()
    assert "MouthOpen" in stage.session.note
    stage.turn(105)
    assert stage.session.note == ""
    assert stage.studio.value("MouthOpen") == 0.5


def test_while_it_is_tried_the_others_go_on_moving(stage):
    stage.ready()
    stage.another_moves("MouthOpen")
    stage.session.put(values())
    stage.turn()
    stage.turn(98)
    stage.another_moves("MouthOpen")
    stage.line.is_held = True
    stage.turn()
    stage.session.put(values(jawOpen=0.25))
    assert stage.studio.value("MienJawOpen") == 0.25


def test_a_custom_parameter_that_was_deleted_is_made_again(stage):
    stage.ready().session.put(values())
    del stage.studio.customs["MienJawOpen"]
    stage.session.put(values(jawOpen=0.5))
    stage.turn()
    assert stage.session.note == "VTube Studio no longer has MienJawOpen"
    assert stage.studio.value("MouthOpen") == 0.5
    stage.turn(105)
    assert stage.session.note == ""
    assert stage.studio.value("MienJawOpen") == 0.5


def test_all_parameters_taken_is_survived(stage):
    stage.ready()
    stage.another_moves(*DEFAULTS, *stage.studio.customs)
    stage.session.put(values())
    stage.turn(3)
    assert "and 72 more" in stage.session.note
    stage.turn(200)
    assert stage.session.note == ""


def test_a_value_that_is_refused_is_a_defect_and_said_to_be(stage, monkeypatch):
    stage.ready().session.put(values())

    def refuse(_session, _entry, _mode):
        raise RefusalError(451, "Value is invalid.")

    monkeypatch.setattr(stage.studio, "_check", refuse)
    stage.session.put(values())
    with pytest.raises(MienError, match="defect of Mien"):
        stage.turn()


def test_a_refusal_unknown_here_is_told_in_its_own_words(stage):
    stage.ready()
    stage.session.put(values())
    stage.line.waiting.clear()
    message = json.dumps(
        {
            "apiName": "VTubeStudioPublicAPI",
            "apiVersion": "1.0",
            "requestID": f"mien-{len(stage.studio.asked)}",
            "messageType": "APIError",
            "data": {"errorID": 9999, "message": "No\x1b[31m sun\nday" + "!" * 500},
        }
    )
    stage.line.waiting.append(message)
    with pytest.raises(MienError) as caught:
        stage.turn()
    assert "No [31m sun day!!" in str(caught.value)
    assert "9999" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_events_and_replies_to_others_are_passed_over(stage):
    stage.ready()
    event = {"apiName": "VTubeStudioPublicAPI", "requestID": "x", "messageType": "TestEvent", "data": {}}
    stage.line.waiting.extend(json.dumps(event) for _ in range(1000))
    stage.turn()
    assert len(stage.line.waiting) == 1000 - 64
    stage.turn(20)
    assert not stage.line.waiting


def test_an_answer_to_another_question_is_refused(stage):
    stage.line.is_held = True
    stage.known().turn()
    answer = {"apiName": "VTubeStudioPublicAPI", "requestID": "mien-1", "messageType": "APIStateResponse", "data": {}}
    stage.line.waiting.append(json.dumps(answer))
    with pytest.raises(MienError, match="answers Authentication with 'APIStateResponse'"):
        stage.turn()
