"""Motion: speech features and controls to motion latents, and those to expression, head and gaze."""

from mien_inference.motion.generator import StreamingGenerator
from mien_inference.motion.latent import LATENT_MODEL, LATENT_SIZE
from mien_inference.motion.latent_decoder import LatentDecoder
from mien_inference.motion.latent_encoder import encode_latent

__all__ = ["LATENT_MODEL", "LATENT_SIZE", "LatentDecoder", "StreamingGenerator", "encode_latent"]
