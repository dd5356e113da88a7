"""Pictures of a live session: in an image to the level, on a plane, and as a face on the character's head."""

import bpy
import numpy as np
from harness import run
from live_scene import go_live, refusal, tick_until
from scenes import GIVEN, settings, stock_head

SIZE = 128


def with_photo(layout):
    """The stock head, live, with pictures of the photo."""
    settings()
    armature = stock_head()
    photo = armature.mien_live.photo
    photo.photo, photo.layout, photo.size = str(GIVEN / "photo.png"), layout, SIZE
    character = go_live(armature)
    tick_until(lambda: character.screen.picture is not None, "no picture comes")
    return armature, character


def levels(image):
    """The pixels of an image as sRGB of 0..255, the top row first."""
    pixels = np.empty(len(image.pixels), np.float32)
    image.pixels.foreach_get(pixels)
    colour = pixels.reshape(image.size[1], image.size[0], 4)[::-1].astype(float)
    light = colour[..., :3]
    colour[..., :3] = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.rint(255 * colour)


def check_the_image_is_the_picture():
    for layout in ("portrait", "cutout"):
        armature, character = with_photo(layout)
        assert bpy.ops.mien.show_face() == {"FINISHED"}
        image = bpy.data.images[f"{armature.name} face"]
        assert np.array_equal(levels(image), character.screen.picture.rgba), layout
        seen = character.screen.written
        tick_until(lambda seen=seen, character=character: character.screen.written > seen + 2, "no more pictures")
        assert np.array_equal(levels(image), character.screen.picture.rgba), layout
        bpy.ops.mien.live_stop()
        bpy.ops.wm.read_homefile(use_empty=True)


def check_what_is_rendered_of_the_plane_has_its_colours():
    armature, character = with_photo("cutout")
    bpy.ops.mien.show_face()
    bpy.ops.mien.live_stop()
    plane = bpy.data.objects[f"{armature.name} picture"]
    for obj in bpy.data.objects:
        obj.hide_render = obj is not plane
    path = render_before(plane.matrix_world.translation, 0.5)
    rendered = bpy.data.images.load(str(path))
    rendered.colorspace_settings.name = "Non-Color"
    rendered.alpha_mode = "CHANNEL_PACKED"
    pixels = np.array(rendered.pixels[:]).reshape(SIZE, SIZE, 4)[::-1] * 255
    wanted = character.screen.picture.rgba.astype(float)
    whole = wanted[..., 3] == 255
    assert whole.sum() > 2_000
    assert np.percentile(np.abs(pixels - wanted)[whole], 99) <= 2
    nothing = wanted[..., 3] == 0
    assert pixels[nothing][:, 3].max() < 3


def render_before(place, height):
    """A picture of what stands at a place, from in front, without perspective."""
    scene = bpy.context.scene
    camera = bpy.data.objects.new("camera", bpy.data.cameras.new("camera"))
    scene.collection.objects.link(camera)
    camera.data.type, camera.data.ortho_scale = "ORTHO", height
    camera.location = (place.x, place.y - 1.0, place.z)
    camera.rotation_euler = (np.pi / 2, 0.0, 0.0)
    scene.camera = camera
    render = scene.render
    render.engine = "CYCLES"
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.pixel_filter_type = 1, False, "BOX"
    scene.cycles.max_bounces = 0
    scene.cycles.transparent_max_bounces = 8
    render.film_transparent, render.dither_intensity = True, 0.0
    render.resolution_x = render.resolution_y = SIZE
    render.image_settings.file_format, render.image_settings.color_mode = "PNG", "RGBA"
    scene.view_settings.view_transform = "Standard"
    path = GIVEN / f"rendered-{bpy.app.version_string}.png"
    render.filepath = str(path)
    bpy.ops.render.render(write_still=True)
    return path


def check_a_face_lies_on_the_head_and_moves_with_it():
    armature, _ = with_photo("texture")
    before = len(armature.mien.shapes)
    assert bpy.ops.mien.show_face() == {"FINISHED"}
    mask = bpy.data.objects[f"{armature.name} mask"]
    assert len(armature.mien.shapes) == before + 52
    bpy.ops.mien.live_stop()
    bpy.context.view_layer.update()
    noses = [tip(mask, "noseSneerLeft"), tip(bpy.data.objects["Face"], "noseSneerLeft")]
    assert np.linalg.norm(noses[0] - noses[1]) < 0.012, noses
    shut = heights(mask)
    for name in ("Face", mask.name):
        bpy.data.objects[name].data.shape_keys.key_blocks["jawOpen"].value = 1.0
    lowered = shut - heights(mask)
    assert 0.015 < lowered.max() < 0.06
    assert lowered.min() > -0.003
    hidden = evaluated(bpy.data.objects["Face"])
    assert len(hidden) < 0.95 * len(bpy.data.objects["Face"].data.vertices)
    assert bpy.ops.mien.remove_mask() == {"FINISHED"}
    assert len(armature.mien.shapes) == before
    assert len(evaluated(bpy.data.objects["Face"])) == len(bpy.data.objects["Face"].data.vertices)


def evaluated(obj):
    """The vertices of an object as they are seen, in the world."""
    found = obj.evaluated_get(bpy.context.evaluated_depsgraph_get())
    mesh = found.to_mesh()
    points = np.empty(3 * len(mesh.vertices), np.float32)
    mesh.vertices.foreach_get("co", points)
    axes = np.array(found.matrix_world)
    return points.reshape(-1, 3) @ axes[:3, :3].T + axes[:3, 3]


def heights(obj):
    return evaluated(obj)[:, 2]


def tip(obj, name):
    """The middle of what a shape key moves, in the world."""
    keys = obj.data.shape_keys
    points = [np.array([point.co[:] for point in keys.key_blocks[key].data]) for key in ("Basis", name)]
    weight = np.square(points[1] - points[0]).sum(1)
    axes = np.array(obj.matrix_world)
    return (weight @ points[0] / weight.sum()) @ axes[:3, :3].T + axes[:3, 3]


def check_characters_without_shapes_to_go_by_are_told():
    armature, _ = with_photo("texture")
    kept = armature.mien.shapes
    for index in reversed(range(len(kept))):
        if kept[index].key != "jawOpen":
            kept.remove(index)
    assert "a plane instead" in refusal(bpy.ops.mien.show_face)
    bpy.ops.mien.live_stop()


run(globals())
