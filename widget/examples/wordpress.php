<?php
/**
 * Plugin Name: RareGuide
 * Description: Shows the RareGuide chat on every page. Change the address below and put this file into wp-content/plugins.
 */

const RAREGUIDE_SERVER = 'https://chat.example.org';

add_action('wp_enqueue_scripts', function () {
    wp_enqueue_script('rareguide', RAREGUIDE_SERVER . '/widget.js', [], null, ['strategy' => 'defer']);
});

// WordPress has no call for attributes of a script; what the tag should say is added here.
add_filter('wp_script_attributes', function ($attributes) {
    if (($attributes['id'] ?? '') === 'rareguide-js') {
        $attributes['data-title'] = 'Ask about rare conditions';
    }
    return $attributes;
});
