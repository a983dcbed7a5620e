"""Learning the OCR channel: pages rendered from clean text, read by Tesseract, aligned with the truth, counted.

In: clean text of our own (`corpus/training`), or pairs of raw and true text. Out: a table of weighted
confusions in the form of `corpus/knowledge/channel.csv`.
"""
